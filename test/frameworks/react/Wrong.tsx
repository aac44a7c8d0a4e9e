// Each line that says what is wrong must not compile; test/frameworks/types.node.ts looks.
import { UsageMeter } from 'billing-elements/react/usage-meter.js';
import { BillingProvider, useFeature, useResource, useTrackUsage, useUsageMetrics } from 'billing-elements/react';
import { invoices } from 'billing-elements/core';

export const right = [
  <usage-meter feature="api_calls" shape="ring" near={75} compact class="a" className="b" upgrade-url="/pricing" slot="x" />,
  <usage-meter feature="api_calls" onbilling-usage-level-change={(event) => event.level === 'near'} onClick={() => {}} />,
  <usage-meter ref={(element) => void element?.updateComplete} data-test="a" aria-label="b" key="c" />,
  <feature-gate feature="pdf_export" onbilling-usage-level-change={({ feature }) => feature.length}><p>Inside</p></feature-gate>,
  <UsageMeter feature="api_calls" near={75} ref={(element) => void element?.upgradeUrl} className="a" />,
  <UsageMeter feature="api_calls" onBillingUsageLevelChange={({ level, currentTarget }) => [level, currentTarget.near]} />,
];

export const wrong = [
  <usage-metre feature="api_calls" />, // wrong: no such element
  <usage-meter featur="api_calls" />, // wrong: no such property
  <usage-meter shape="circle" />, // wrong: no such value
  <usage-meter near="75" />, // wrong: a number
  <usage-meter upgrade-url={5} />, // wrong: a text
  <usage-meter client={{}} />, // wrong: no client
  <feature-gate granted />, // wrong: only read
  <usage-meter onbilling-usage-level-change={(event: MouseEvent) => event.x} />, // wrong: another event
  <usage-meter onbilling-usage-level-change={(event) => event.detail} />, // wrong: it has no detail
  <usage-meter onUsageLevelChange={() => {}} />, // wrong: no such event
  <UsageMeter featur="api_calls" />, // wrong: no such property
  <UsageMeter shape="circle" />, // wrong: no such value
  <UsageMeter onBillingLevel={() => {}} />, // wrong: no such event
  <UsageMeter onBillingUsageLevelChange={(event) => event.detail} />, // wrong: it has no detail
  <BillingProvider apiUr="/billing" />, // wrong: no such setting
];

export function Wrong() {
  useUsageMetrics(5); // wrong: a key is a text
  useFeature(); // wrong: of which feature
  void useFeature('api_calls').data; // wrong: no resource
  const usage = useUsageMetrics();
  void usage.data.length; // wrong: it may not be there yet
  if (usage.status === 'ready') void usage.data.length;
  useResource(invoices).data?.[0]?.total.toFixed();
  const track = useTrackUsage();
  void track.run({ feature: 'api_calls' }); // wrong: it is featureKey
  void track.run({ featureKey: 'api_calls' }).then(({ result, error }) => [result?.status, error?.code]);
  return null;
}
