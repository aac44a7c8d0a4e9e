import { BillingProvider } from 'billing-elements/react';
import { useState } from 'react';
import { newUser, rememberUser, sessionUrl, signedInUser } from '../user.js';
import { Workspace } from './workspace.js';

const { apiUrl = '', publishableKey = '' } = document.body.dataset;

export function App() {
  const [user, setUser] = useState(signedInUser);
  const sign = (next: string | undefined): void => {
    rememberUser(next);
    setUser(next);
  };
  return (
    <>
      <header className="bar">
        <strong className="brand">Northwind Notes in React</strong>
        {user === undefined ? (
          <button type="button" onClick={() => sign(newUser())}>
            Sign up
          </button>
        ) : (
          <button type="button" onClick={() => sign(undefined)}>
            Sign out
          </button>
        )}
      </header>
      {user === undefined ? (
        <BillingProvider key="stranger" apiUrl={apiUrl} publishableKey={publishableKey}>
          <main>
            <pricing-table onbilling-signup-request={() => sign(newUser())}>
              <h1 slot="heading">Plans for every kind of note</h1>
            </pricing-table>
          </main>
        </BillingProvider>
      ) : (
        <BillingProvider key={user} apiUrl={apiUrl} sessionTokenUrl={sessionUrl(user)}>
          <Workspace />
        </BillingProvider>
      )}
    </>
  );
}
