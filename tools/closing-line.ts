export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The line every command here ends with, alone on its line, so that whoever calls can sum it up. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/** The last closing line in a program's output; `undefined` where there is none. */
export function readClosingLine(output: string): Counts | undefined {
  const [, passed, failed, skipped] = [...output.matchAll(CLOSING_LINE)].at(-1) ?? [];
  if (passed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

export const indentClosingLines = (output: string): string => output.replace(CLOSING_LINE, '  $&');

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
