/** One line of the result, with the bar it has to hold. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly bar: string;
  readonly holds: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

export function atMost(name: string, value: number, bar: number, unit = '', digits = 2): Figure {
  return { name, value: `${value.toFixed(digits)}${unit}`, bar: `≤ ${bar}${unit}`, holds: value <= bar };
}

export function print({ name, value, bar, holds }: Figure): void {
  console.log(`${holds ? 'holds' : 'FAILS'}  ${name.padEnd(52)} ${value.padStart(9)}  [bar: ${bar}]`);
}
