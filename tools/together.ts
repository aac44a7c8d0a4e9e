import { createHash } from 'node:crypto';
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
    const mine = files.filter((_file, at) => at % processes === index);
    const imports = mine.map((file) => `import ${JSON.stringify(path.relative(FOLDER, file))};\n`).join('');
    // Named by what is in it: another run at the same time writes the same.
    const shared = path.join(FOLDER, `${name}-${createHash('sha256').update(imports).digest('hex').slice(0, 8)}.mjs`);
    writeFileSync(shared, imports);
    return shared;
  });
}
