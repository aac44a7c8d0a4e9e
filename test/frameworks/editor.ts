import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Editor {
  /** The names offered right behind `mark` in a file, the `occurrence`th of it (from 0). */
  complete(file: string, mark: string, occurrence?: number): Promise<string[]>;
  /** What is shown beside one of them. */
  documentation(file: string, mark: string, name: string): Promise<string>;
  close(): Promise<void>;
}

interface Answer {
  readonly type: string;
  readonly request_seq?: number;
  readonly body?: unknown;
}

/** TypeScript's own server, as an editor talks to it. */
export async function startEditor(typescript: string): Promise<Editor> {
  const server = spawn(process.execPath, [path.join(typescript, 'lib/tsserver.js'), '--disableAutomaticTypingAcquisition'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let unread = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    unread += text;
    const lines = unread.split(/\r?\n/);
    unread = lines.pop() ?? '';
    for (const line of lines.filter((it) => it.startsWith('{'))) {
      const answer = JSON.parse(line) as Answer;
      if (answer.type === 'response') waiting.get(answer.request_seq ?? 0)?.(answer);
    }
  });

  let seq = 0;
  const ask = <T>(command: string, args: object): Promise<T> => {
    server.stdin.write(`${JSON.stringify({ seq: ++seq, type: 'request', command, arguments: args })}\n`);
    return new Promise((resolve) => waiting.set(seq, ({ body }) => resolve(body as T)));
  };
  const open = new Set<string>();

  const place = async (file: string, mark: string, occurrence: number) => {
    const absolute = path.resolve(file);
    const text = await readFile(absolute, 'utf8');
    if (!open.has(file)) server.stdin.write(`${JSON.stringify({ seq: ++seq, type: 'request', command: 'open', arguments: { file: absolute } })}\n`);
    open.add(file);
    const parts = text.split(mark);
    if (parts.length < occurrence + 2) throw new Error(`${file} has no ${mark}`);
    const before = parts.slice(0, occurrence + 1).join(mark) + mark;
    const lines = before.split('\n');
    return { file: absolute, line: lines.length, offset: (lines.at(-1) ?? '').length + 1 };
  };

  return {
    async complete(file, mark, occurrence = 0) {
      const { entries } = await ask<{ entries: { name: string }[] }>('completionInfo', await place(file, mark, occurrence));
      return entries.map(({ name }) => name);
    },
    async documentation(file, mark, name) {
      const details = await ask<{ documentation?: { text: string }[] }[]>('completionEntryDetails', { ...(await place(file, mark, 0)), entryNames: [name] });
      return (details[0]?.documentation ?? []).map(({ text }) => text).join('');
    },
    async close() {
      const closed = once(server, 'exit');
      server.kill();
      await closed;
    },
  };
}
