import type { LitElement } from 'lit';

export interface Misspelling {
  readonly wrong: string;
  readonly right: string;
}

/** Attributes that the element does not have and that are close to one that it has. All others are the page's own business. */
export function misspeltAttributes(element: LitElement): Misspelling[] {
  const known = (element.constructor as typeof LitElement).observedAttributes;
  return element.getAttributeNames().flatMap((wrong) => {
    if (known.includes(wrong) || wrong in HTMLElement.prototype) return [];
    const right = known.find((name) => isClose(bare(wrong), bare(name)));
    return right === undefined ? [] : [{ wrong, right }];
  });
}

/** `apiUrl`, as HTML reads it, and `api_url` are `api-url`. */
const bare = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

/** The same, or one letter too many, too few or wrong. */
function isClose(one: string, other: string): boolean {
  if (one === other) return true;
  if (other.length < 4 || Math.abs(one.length - other.length) > 1) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1);
}
