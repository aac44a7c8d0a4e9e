/** What is kept of a card: never its number. */
export interface CardOnFile {
  /** The processor's name for the card. */
  readonly token: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

export interface CardInput {
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
}

export type CardField = keyof CardInput;

/** What can be wrong with a field; each is the key of a text on the hosted pages. */
export type CardProblem = 'numberWrong' | 'expiryWrong' | 'cardExpired' | 'codeWrong';

export type CardProblems = Partial<Record<CardField, CardProblem>>;

const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/^4/, 'Visa'],
  [/^(5[1-5]|2[2-7])/, 'Mastercard'],
  [/^3[47]/, 'American Express'],
];

export function checkCard(input: CardInput, now: Date): CardProblems {
  const problems: CardProblems = {};
  if (!passesLuhn(digitsOf(input.number))) problems.number = 'numberWrong';
  const expiry = readExpiry(input.expiry);
  if (!expiry) problems.expiry = 'expiryWrong';
  else if (Date.UTC(expiry.year, expiry.month, 1) <= now.getTime()) problems.expiry = 'cardExpired';
  if (!/^\d{3,4}$/.test(input.cvc.trim())) problems.cvc = 'codeWrong';
  return problems;
}

/** The card as it may be stored. Only for input that `checkCard` has found right. */
export function cardOnFile(input: CardInput, token: string): CardOnFile {
  const digits = digitsOf(input.number);
  const expiry = readExpiry(input.expiry);
  return {
    token,
    brand: BRANDS.find(([prefix]) => prefix.test(digits))?.[1] ?? 'Card',
    last4: digits.slice(-4),
    expMonth: expiry?.month ?? 1,
    expYear: expiry?.year ?? 1970,
  };
}

export const digitsOf = (number: string): string => number.replaceAll(/[\s-]/g, '');

function readExpiry(text: string): { month: number; year: number } | undefined {
  const match = /^\s*(\d{1,2})\s*[/.\- ]?\s*(?:20)?(\d{2})\s*$/.exec(text);
  const [month, year] = [Number(match?.[1]), 2000 + Number(match?.[2])];
  return month >= 1 && month <= 12 ? { month, year } : undefined;
}

function passesLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
