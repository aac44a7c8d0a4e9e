import type { BillingError } from '../../../core/errors.js';
import { BillingSignInRequestEvent } from '../../events.js';
import type { BillingController } from '../client/billing-controller.js';
import { providerOf } from '../client/providers.js';
import { errorText, type FaceKey, type Notice } from './faces.js';
import { linkUrl } from './link-url.js';

/** Why an element has nothing of its own to show. */
export type Trouble = { readonly status: 'signed-out' } | { readonly status: 'error'; readonly error: BillingError };

/** The part of an element's Words for it. */
interface TroubleWords {
  text(key: FaceKey | 'errorTitle' | 'signedOutTitle'): string;
}

/**
 * Unless the page signs in by itself, this goes to the provider's sign-in address. Without one the session is asked for
 * again, since the reader may have signed in elsewhere.
 */
export function askToSignIn(host: Element, billing: BillingController): void {
  const url = linkUrl(providerOf(host)?.signInUrl?.replace('{page}', encodeURIComponent(location.href)));
  if (!host.dispatchEvent(new BillingSignInRequestEvent(url))) return;
  if (url) location.assign(url);
  else billing.signIn();
}

/** What an element shows instead of its content, with one thing to do: sign in (unless the page does it in its own way) or try again. */
export function troubleNotice(host: Element, billing: BillingController, words: TroubleWords, trouble: Trouble): Notice {
  if (trouble.status === 'error') {
    return {
      title: words.text('errorTitle'),
      text: words.text(errorText(trouble.error)),
      action: { label: words.text('retry'), run: () => billing.refresh() },
    };
  }
  return {
    title: words.text('signedOutTitle'),
    text: words.text('signedOutText'),
    action: { label: words.text('signIn'), run: () => askToSignIn(host, billing) },
  };
}
