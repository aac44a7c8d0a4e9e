import { spawn, type ChildProcess } from 'node:child_process';

export interface ApiProcess {
  readonly child: ChildProcess;
  /** Empty when it ended without serving. */
  readonly url: string;
  readonly output: () => string;
}

/** The API in a process of its own, which can be killed. */
export async function spawnApi(databaseUrl: string): Promise<ApiProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'api'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, API_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const match = /on (http:\S+)/.exec(output);
      if (match?.[1]) resolve(match[1]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => resolve(''));
  });
  return { child, url, output: () => output };
}

export const gone = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));
