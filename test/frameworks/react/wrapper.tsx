// The elements as components, in whichever React this is built with.
import { BillingProvider, useFeature, useSession } from 'billing-elements/react';
import { UsageMeter } from 'billing-elements/react/usage-meter.js';
import { useState, version } from 'react';
import { createRoot } from 'react-dom/client';

function Page() {
  const pdf = useFeature('pdf_export');
  const { subject } = useSession();
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
      <p id="subject">{subject}</p>
    </>
  );
}

function App() {
  const [user, setUser] = useState('user_near_limit');
  return (
    <BillingProvider userId={user} getSessionToken={async () => (await fetch(`/session?user=${user}`)).json()} apiUrl={scene.settings.apiUrl}>
      <Page />
      <button id="other" onClick={() => setUser('user_free')} />
    </BillingProvider>
  );
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<App />);
