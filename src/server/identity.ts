import { ValidationError } from '../core/errors.js';

/** The user a client acts for, by email, by your own user id, or both. */
export interface Identity {
  email?: string;
  userId?: string;
}

/** Whoever holds a session of the user: `AuthClient` of the compat module, or anything with this method. */
export interface SessionHolder {
  /** Null while nobody is signed in. */
  getToken(): Promise<string | null>;
}

/** As routes take it. */
export interface WireIdentity {
  email?: string;
  user_id?: string;
}

export const wireIdentity = ({ email, userId }: Identity): WireIdentity => ({ ...(email && { email }), ...(userId && { user_id: userId }) });

export const isNamed = ({ email, user_id: userId }: WireIdentity): boolean => email !== undefined || userId !== undefined;

export const identityRequired = (what: string): ValidationError =>
  new ValidationError('identity_required', `Say whom this is for: setIdentity with ${what}, or pass a session.`);

export async function bearerOf(session: SessionHolder): Promise<Record<string, string>> {
  const token = await session.getToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
