// Uses the core once in a plain Node process, and then has to let it end.
import { createBillingClient } from '../../src/core/index.js';

const answer: typeof fetch = async (url) =>
  String(url).includes('session')
    ? Response.json({ sessionToken: 'opaque', expiresIn: 600, userId: 'u' })
    : Response.json({ metrics: [{ feature_key: 'x', consumed: 1, limit: 2 }] });

const client = createBillingClient({ apiUrl: 'https://api.example', sessionTokenUrl: 'https://app.example/session', userId: 'u', fetch: answer });
const seen: string[] = [];
client.usageMetrics.subscribe(({ status }) => {
  seen.push(status);
  if (status !== 'ready') return;
  client.destroy();
  console.log(seen.join());
});
