// The elements as components, in whichever React this is built with.
import 'billing-elements/elements/billing-provider.js';
import { BillingProvider, useFeature } from 'billing-elements/react';
import { UsageMeter } from 'billing-elements/react/usage-meter.js';
import { useState, version } from 'react';
import { createRoot } from 'react-dom/client';

function Page() {
  const pdf = useFeature('pdf_export');
  const [level, setLevel] = useState('');
  return (
    <>
      <UsageMeter
        feature="api_calls"
        near={75}
        upgradeUrl="/pricing"
        className="mine"
        onBillingUsageLevelChange={(event) => setLevel(`${event.currentTarget.localName} ${event.level}`)}
      />
      <p id="level">{level}</p>
      <p id="version">{version.split('.')[0]}</p>
      <p id="pdf">{pdf.status}</p>
    </>
  );
}

const root = createRoot(document.body.appendChild(document.createElement('main')));
root.render(
  <BillingProvider getSessionToken={async () => (await fetch(scene.settings.sessionTokenUrl)).json()} apiUrl={scene.settings.apiUrl}>
    <Page />
  </BillingProvider>,
);
