import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'node_modules/.cache/together';

/**
 * Test files that share a process: writes a few files that import all of them, and gives these. What each process pays for
 * loading and warming up what they test is paid a few times only. The files must leave nothing behind that another would see.
 */
export function together(name: string, files: readonly string[], processes: number): readonly string[] {
  if (files.length <= processes) return files;
  mkdirSync(FOLDER, { recursive: true });
  return Array.from({ length: processes }, (_, index) => {
    const shared = path.join(FOLDER, `${name}-${index + 1}.mjs`);
    const mine = files.filter((_file, at) => at % processes === index);
    writeFileSync(shared, mine.map((file) => `import ${JSON.stringify(path.relative(FOLDER, file))};\n`).join(''));
    return shared;
  });
}
