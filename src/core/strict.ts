import * as contract from '../contract/index.js';
import { ServerError } from './errors.js';
import type { Answer } from './http.js';

const operations = Object.values(contract).filter((it) => typeof it === 'object' && 'answer' in it && 'path' in it);

/** Strict mode checks every answer against the contract's schema; the error names the wrong field. */
export function checkAnswer(method: string, address: string, what: string, { status, body }: Answer): void {
  const [path = ''] = address.split('?');
  const operation = operations.find((it) => it.method === method.toLowerCase() && matches(it.path, path));
  const result = operation?.answer.safeParse(body);
  if (!result || result.success) return;
  const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new ServerError('invalid_response', `${what}: ${issues.join('; ')}`, {
    status,
    details: result.error.issues,
  });
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
