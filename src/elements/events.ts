// Every event of the elements: an ask comes before an action and may be canceled, a tell comes after it.
export * from './internal/events/asks.js';
export * from './internal/events/tells.js';
