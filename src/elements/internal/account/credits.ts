import type { TokenBalance } from '../../../contract/paywall.js';

/** One kind of credits: what is shown follows from this and the language alone. */
export interface Credits {
  readonly type: string;
  readonly label: string;
  readonly count: number;
  readonly isLow: boolean;
}

/**
 * @param types the kinds to show, in order, and their names: `gpt-4: Questions, image`; undefined for all
 * @param low from how many on they are few
 */
export function readCredits(balances: readonly TokenBalance[], types: string | undefined, low: number): readonly Credits[] {
  const wanted = types === undefined ? balances.map(({ type }) => ({ type, label: readable(type) })) : parseTypes(types);
  return wanted.map(({ type, label }) => {
    const count = balances.find((it) => it.type === type)?.count ?? 0;
    return { type, label, count, isLow: count <= low };
  });
}

function parseTypes(types: string): { type: string; label: string }[] {
  return types.split(',').flatMap((part) => {
    const [type = '', ...rest] = part.split(':').map((it) => it.trim());
    return type ? [{ type, label: rest.join(': ') || readable(type) }] : [];
  });
}

/** `image_generation` as people write it; a number keeps its hyphen: gpt-4. */
function readable(type: string): string {
  const text = type.replace(/_+|-+(?!\d)/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
