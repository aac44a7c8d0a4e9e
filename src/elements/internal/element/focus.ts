/** Nothing on the page has the focus, as when what had it was taken away; `activeElement` says so only some time after. */
export const isFocusLost = (): boolean => document.querySelector(':focus-within') === null;
