import type {} from 'billing-elements/vue';
import type { GlobalComponents } from 'vue';

/** What the Vue tools ask TypeScript for behind `<usage-meter |>`. */
export const attributes: InstanceType<GlobalComponents['usage-meter']>['$props'] = { /* here */ feature: 'api_calls' };
