// npm run lint: checks that the imports of all of src/ point one way, by the rules of imports.ts.
import { readFileSync, readdirSync } from 'node:fs';
import { checkImports } from './imports.js';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'));
const problems = files.flatMap((file) => checkImports(file, readFileSync(`src/${file}`, 'utf8')));

for (const problem of problems) console.error(problem);
console.log(`Imports of ${files.length} files: ${problems.length === 0 ? 'all point one way' : `${problems.length} do not`}.`);
process.exitCode = problems.length > 0 ? 1 : 0;
