// npm run bench [-- NAME ARGUMENT…]: the figures of elements, faults and api, or of the one that is named.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const [chosen, ...rest] = process.argv.slice(2);
const names = ['elements', 'faults', 'api'].filter((name) => existsSync(`bench/${name}/run.ts`));
if (chosen !== undefined && !names.includes(chosen)) {
  console.error(`No bench named ${chosen}. There are: ${names.join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const name of chosen === undefined ? names : [chosen]) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', `bench/${name}/run.ts`, ...rest], { stdio: 'inherit' });
  if (status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
