import type { BillingError } from '../../../core/errors.js';

/** What a failure means to the page's author; undefined if the page is not to blame. */
export function explanationOf({ code, message }: BillingError): string | undefined {
  switch (code) {
    case 'apikey_in_browser':
      return 'was given a secret key, which anybody who opens the page can read: replace that key, and give the page a publishable one (pk_…) or a session-token-url';
    case 'invalid_session_token':
      return 'got no session token: the route at session-token-url answers JSON, { "sessionToken": "…", "expiresAt": "…" }, or status 204 where nobody is signed in';
    case 'invalid_response':
      return `got an answer that it does not understand (${message}): is api-url the billing API's? "strict" on the provider names the field`;
    case 'invalid_settings':
      return `cannot work with its settings (${message}): api-url is https, or http on this machine`;
    case 'wrong_user':
      return 'got a session for somebody else than its "user": the route at session-token-url signed in another';
    default:
      return undefined;
  }
}
