/** The API's limits: what is refused here would be refused there. */
export const COUNT_MAX = 5;
export const BYTES_MAX = 10 * 1024 * 1024;
export const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

export type Refusal = 'tooMany' | 'tooLarge' | 'wrongKind' | 'twice';

export interface RefusedFile {
  readonly name: string;
  readonly why: Refusal;
}

/** What is attached after these are added, and which of them are refused, and why. */
export function addFiles(attached: readonly File[], added: readonly File[]): { files: readonly File[]; refused: readonly RefusedFile[] } {
  const files = [...attached];
  const refused: RefusedFile[] = [];
  for (const file of added) {
    const why = refusalOf(file, files);
    if (why) refused.push({ name: file.name, why });
    else files.push(file);
  }
  return { files, refused };
}

function refusalOf(file: File, files: readonly File[]): Refusal | undefined {
  const { name, size, type, lastModified } = file;
  if (!TYPES.includes(type) || size === 0) return 'wrongKind';
  if (size > BYTES_MAX) return 'tooLarge';
  if (files.some((it) => it.name === name && it.size === size && it.lastModified === lastModified)) return 'twice';
  return files.length >= COUNT_MAX ? 'tooMany' : undefined;
}
