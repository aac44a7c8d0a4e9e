import { createElement, type ReactElement } from 'react';
import { BillingProvider, useFeatureEntitlements, type BillingSettings } from '../../src/react.js';

/** What the server renders and the browser takes over. */
export function HydratedPage({ settings }: { readonly settings: BillingSettings }): ReactElement {
  return createElement(BillingProvider, settings, createElement(Count), createElement('usage-meter', { feature: 'api_calls' }));
}

function Count(): ReactElement {
  const { status, data } = useFeatureEntitlements();
  return createElement('p', { id: 'count' }, `${status} ${data?.length}`);
}
