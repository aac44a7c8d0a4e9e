import { spawn } from 'node:child_process';
import { indentClosingLines, readClosingLine, type Counts } from './closing-line.js';

/**
 * Runs a command that ends with a closing line, showing its output, and returns the counts. A command that fails
 * without counting a failure, or ends without a closing line, counts as one failure more.
 */
export function runCounted(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Counts> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      // Indented, so that only the sum at the very end stands plain on its line.
      process.stdout.write(indentClosingLines(String(chunk)));
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => {
      const counts = readClosingLine(output) ?? { passed: 0, failed: 1, skipped: 0 };
      if (status !== 0 && counts.failed === 0) counts.failed = 1;
      resolve(counts);
    });
  });
}

/** This Node, with TypeScript. */
export const runTypeScript = (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Counts> =>
  runCounted(process.execPath, ['--import', 'tsx', ...args], env);
