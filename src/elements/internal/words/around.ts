/** Stands for a value within a text; it is in no text. */
const MARK = '\u0000';

/** A text in two parts, before and after the value that is set off in it. */
export function around(say: (value: string) => string): readonly [before: string, after: string] {
  const [before = '', after = ''] = say(MARK).split(MARK);
  return [before, after];
}
