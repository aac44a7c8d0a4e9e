export { createApi, type Api, type ApiOptions } from './app.js';
export type { CardInput, CardOnFile } from './domain/cards.js';
export type { Charge, ChargeOutcome, Merchant, PaymentProcessor, Refusal } from './domain/payments.js';
export { openDatabase, type Database } from './store/database.js';
export { openMemoryDatabase } from './store/embedded.js';
export { SANDBOX_KEYS, seedDemo, type SeedOptions } from './seed/demo.js';
