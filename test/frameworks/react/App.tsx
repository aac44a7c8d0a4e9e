import 'billing-elements/elements/billing-provider.js';
import 'billing-elements/elements/feature-gate.js';
import 'billing-elements/elements/usage-meter.js';
import {
  BillingProvider,
  useBillingClient,
  useCheckout,
  useFeature,
  useFeatureEntitlements,
  useProducts,
  useSession,
  useSubscription,
  useTrackUsage,
  useUsageMetrics,
} from 'billing-elements/react';
import { useEffect, useState } from 'react';

export function App() {
  const { apiUrl, sessionTokenUrl } = scene.settings;
  const [feature, setFeature] = useState('api_calls');
  const [lang, setLang] = useState<string>();
  return (
    <BillingProvider apiUrl={apiUrl} sessionTokenUrl={sessionTokenUrl} lang={lang}>
      <button id="german" onClick={() => setLang('de-AT')}>
        German
      </button>
      <button id="other" onClick={() => setFeature('transfer_gb')}>
        Another feature
      </button>
      <Account feature={feature} />
      <Meter feature={feature} />
      <feature-gate feature="pdf_export">
        <p id="inside">{feature}</p>
      </feature-gate>
    </BillingProvider>
  );
}

function Account({ feature }: { readonly feature: string }) {
  const session = useSession();
  const pdf = useFeature('pdf_export');
  const entitlements = useFeatureEntitlements();
  const usage = useUsageMetrics(feature);
  const subscription = useSubscription();
  const products = useProducts();
  const track = useTrackUsage();
  const checkout = useCheckout();
  const client = useBillingClient();
  useEffect(() => {
    scene.client = client;
  }, [client]);

  const metric = usage.data?.[0];
  return (
    <dl>
      <dd id="session">{session.status}</dd>
      <dd id="pdf">{pdf.status}</dd>
      <dd id="title">{pdf.entitlement?.feature_title}</dd>
      <dd id="entitlements">{entitlements.data?.length}</dd>
      <dd id="used">{metric && `${metric.feature_title}: ${metric.consumed}`}</dd>
      <dd id="plan">{subscription.status === 'ready' ? (subscription.data?.productName ?? 'none') : subscription.status}</dd>
      <dd id="products">{products.data?.products.map(({ name }) => name).join()}</dd>
      <dd id="tracked">{track.status === 'error' ? track.error.code : track.status}</dd>
      <dd id="checkout">{checkout.status}</dd>
      <button id="track" onClick={() => track.run({ featureKey: feature, quantity: 5 })} />
      <button id="track-unknown" onClick={() => track.run({ featureKey: 'no_such_feature' })} />
      <button id="buy" onClick={() => checkout.run({ priceId: 'price_starter_month_usd' })} />
      <button id="sign-out" onClick={session.signOut} />
    </dl>
  );
}

function Meter({ feature }: { readonly feature: string }) {
  const [level, setLevel] = useState('');
  return (
    <>
      <usage-meter
        feature={feature}
        near={75}
        upgradeUrl="/pricing"
        onbilling-usage-level-change={(event) => setLevel(`${event.currentTarget.localName} ${event.level}`)}
      />
      <p id="level">{level}</p>
    </>
  );
}
