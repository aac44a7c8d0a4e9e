const NAME = 'user';

/** Who is signed in stands in the address: enough for a demo, and it is still there after a checkout on another page. */
export const signedInUser = (): string | undefined => new URLSearchParams(location.search).get(NAME) ?? undefined;

/** Signs a new customer in, or whoever there is out. */
export function rememberUser(user: string | undefined): void {
  const url = new URL(location.href);
  if (user === undefined) url.searchParams.delete(NAME);
  else url.searchParams.set(NAME, user);
  history.replaceState(null, '', url);
}

export const newUser = (): string => `guest_${crypto.randomUUID().slice(0, 8)}`;

/** The demo's own route mints the session. */
export const sessionUrl = (user: string): string => `/api/billing-session?user=${encodeURIComponent(user)}`;
