import type { Call, Reply } from './network.js';

interface Event {
  id: string;
  feature_key: string;
  quantity: number;
}

/** The usage side of the API in a few lines, with its rules: counted once by id, as the user of the token. */
export class Ledger {
  readonly counted = new Map<string, { user: string; quantity: number }>();
  /** Uses that arrived as another user's, by a mark in their id: `a:…`. */
  misattributed = 0;

  total(): number {
    let sum = 0;
    for (const { quantity } of this.counted.values()) sum += quantity;
    return sum;
  }

  answer(call: Call): Reply {
    const { events } = JSON.parse(call.body || '{"events":[]}') as { events: Event[] };
    const user = userOf(call);
    const results = events.map(({ id, feature_key: feature, quantity }) => {
      if (feature === 'poison') return { id, status: 'refused', error: { code: 'invalid_request', message: 'no such feature' } };
      if (id.includes(':') && id.split(':')[0] !== user) this.misattributed++;
      const status = this.counted.has(id) ? 'duplicate' : 'recorded';
      this.counted.set(id, { user, quantity });
      return { id, status, usage: { consumed_units: 1, limit_units: null, remaining_units: null } };
    });
    return { body: { results } };
  }
}

export function userOf(call: Call): string {
  const payload = call.headers.get('authorization')?.split('_test_')[1]?.split('.')[0] ?? '';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as { external_user_id?: string };
  return claims.external_user_id ?? '';
}
