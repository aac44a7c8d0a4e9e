import { world, type AskOptions, type World } from './support.js';

/** Calls of the paywall's surface with the project's key, and what they answer. */
export async function paywall(options?: Parameters<typeof world>[0]) {
  const it = await world(options);
  const path = (rest: string) => `/api/v1/paywall/${it.projectId}/${rest}`;
  const post = (rest: string, body: unknown, more: AskOptions = {}) => it.ask('POST', path(rest), { as: it.secret, body, ...more });
  const user = async (who: string) => (await it.ask('GET', path(`user?${new URLSearchParams(who.includes('@') ? { email: who } : { user_id: who })}`), { as: it.secret })).body;
  const count = async (who: string, type = 'gpt-4'): Promise<number> =>
    (await user(who)).balances.find((balance: { type: string }) => balance.type === type).count;
  return { ...it, path, post, user, count };
}

export type Paywall = Awaited<ReturnType<typeof paywall>> & World;
