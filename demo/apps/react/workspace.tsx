import { useSubscription, useTrackUsage } from 'billing-elements/react';

export function Workspace() {
  const subscription = useSubscription();
  const track = useTrackUsage();
  const plan = subscription.status === 'ready' ? (subscription.data?.productName ?? 'none yet') : '…';
  return (
    <main className="workspace">
      <section className="card">
        <h2>Render pages</h2>
        <p id="plan">Your plan: {plan}</p>
        <div className="buttons">
          <button type="button" onClick={() => track.run({ featureKey: 'api_calls', quantity: 10 })}>
            Render 10 pages
          </button>
        </div>
        <p role="status">{track.status === 'error' ? 'That did not work.' : track.status === 'done' ? '10 pages rendered.' : ''}</p>
      </section>
      <section className="card">
        <h2>This period</h2>
        <usage-meter feature="api_calls" />
      </section>
      <section className="pair">
        <feature-gate feature="custom_branding">
          <p id="branding" className="card">
            Your own logo on every page.
          </p>
        </feature-gate>
        <subscription-panel />
      </section>
      <section className="wide">
        <pricing-table>
          <h2 slot="heading">Plans</h2>
        </pricing-table>
      </section>
    </main>
  );
}
