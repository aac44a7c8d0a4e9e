import type {} from 'billing-elements/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

/** What the Svelte tools ask TypeScript for behind `<usage-meter |>`. */
export const attributes: SvelteHTMLElements['usage-meter'] = { /* here */ feature: 'api_calls' };
