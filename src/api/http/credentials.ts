import { isPaywallPath, type Credential } from '../../contract/index.js';
import { sha256 } from '../domain/hash.js';
import { isSignedWith, readToken } from '../domain/session-token.js';
import { findApiKey, type KnownKey } from '../store/api-keys.js';
import type { Db } from '../store/database.js';
import { findSession, type KnownSession } from '../store/sessions.js';
import type { Customer, Project } from '../store/tables.js';
import { ApiError } from './errors.js';
import { isStorable } from './input.js';
import { shareLookups } from './share-lookups.js';

export type Caller =
  | { readonly kind: 'none' }
  | { readonly kind: 'secret' | 'publishable'; readonly project: Project }
  | {
      readonly kind: 'session';
      readonly project: Project;
      readonly customer: Customer;
      readonly allowedOperations: readonly string[] | undefined;
    };

const KEY = /^b?(sk|pk)_(test|live)_[A-Za-z0-9_-]{1,200}$|^bpk_[A-Za-z0-9_-]{1,200}$/;

/** Tells who is asking: by session token or key in `Authorization`, or key in `X-API-Key`. */
export function createIdentifier(db: Db): (headers: Headers, nowMs: number) => Promise<Caller> {
  const keys = shareLookups((hash) => findApiKey(db, hash));
  const sessions = shareLookups((name) => {
    const [projectId, jti] = JSON.parse(name) as [string, string];
    return findSession(db, projectId, jti);
  });
  const find: Find = { key: keys, session: (projectId, jti) => sessions(JSON.stringify([projectId, jti])) };
  return async (headers, nowMs) => {
    const credential = credentialIn(headers);
    if (!credential) return { kind: 'none' };
    return credential.startsWith('bos_session_') ? session(find, credential, nowMs) : key(find, credential);
  };
}

interface Find {
  key(hash: string): Promise<KnownKey | undefined>;
  session(projectId: string, jti: string): Promise<KnownSession | undefined>;
}

function credentialIn(headers: Headers): string | undefined {
  const authorization = headers.get('authorization');
  if (!authorization) return headers.get('x-api-key')?.trim() || undefined;
  const match = /^Bearer +(\S+) *$/i.exec(authorization);
  if (!match) throw new ApiError('unauthenticated', 'Authorization must read "Bearer <session token or key>"');
  return match[1];
}

async function key(find: Find, credential: string): Promise<Caller> {
  const found = KEY.test(credential) ? await find.key(await sha256(credential)) : undefined;
  if (!found) throw new ApiError('invalid_api_key', 'The key is unknown or was revoked');
  return found;
}

/** Sessions go by the real clock, not by the project's test clock, since the life of a token is a matter of security. */
async function session(find: Find, credential: string, nowMs: number): Promise<Caller> {
  const refused = () => new ApiError('invalid_session_token', 'The session token was not signed by this project');
  const token = readToken(credential);
  // Nothing in it is verified yet: it may hold text that no query can.
  if (!token || !isStorable(token.payload.merchant_id) || !isStorable(token.payload.jti)) throw refused();
  const found = await find.session(token.payload.merchant_id, token.payload.jti);
  if (!found || found.project.mode !== token.mode || !(await isSignedWith(token, found.project.sessionSecret))) throw refused();
  if (token.payload.exp * 1000 <= nowMs) throw new ApiError('session_expired', 'The session token has expired: fetch a new one');
  if (found.revoked || !found.customer) throw new ApiError('session_revoked', 'The session token was revoked');
  return {
    kind: 'session',
    project: found.project,
    customer: found.customer,
    allowedOperations: token.payload.allowed_operations,
  };
}

/** Refuses a caller that may not call the operation. */
export function authorize(caller: Caller, operation: { readonly id: string; readonly path: string; readonly auth: readonly Credential[] }): void {
  if (operation.auth.includes('none')) return;
  if (caller.kind === 'none') throw new ApiError('unauthenticated', 'Send a session token or a key in the Authorization header');
  if (!operation.auth.includes(caller.kind)) {
    const keyOnly = isPaywallPath(operation.path) && !operation.auth.includes('session');
    throw new ApiError(keyOnly ? 'apikey_required' : 'forbidden', `${operation.id} is for ${operation.auth.join(' or ')} credentials, and this is a ${caller.kind} one`);
  }
  if (caller.kind === 'session' && caller.allowedOperations && !caller.allowedOperations.includes(operation.id)) {
    throw new ApiError('operation_not_allowed', `The session token may not call ${operation.id}`);
  }
}
