import { allowsOrigin, returnTo } from '../domain/origin.js';
import { statusOf } from '../services/checkout.js';
import { placesAsked } from '../services/place.js';
import type { Db } from '../store/database.js';
import { seeOther } from './answers.js';
import { checkoutPage, type FormState } from './checkout-page.js';
import { guessPlace, placeOf, whereabouts, type Whereabouts } from './checkout-place.js';
import type { FrameNews } from './frame.js';
import { at, quoted, type Opened } from './opened-checkout.js';
import { notice, page } from './page.js';
import type { TextKey } from './words/index.js';

/** @param said where the payer said they are just now, be it in part */
export async function form(db: Db, opened: Opened, state: FormState, status = 200, said?: Whereabouts): Promise<Response> {
  const { project, checkout, words } = opened;
  const asked = await placesAsked(db, checkout, opened.customer);
  const where = asked && (said ?? (checkout.place ? whereabouts(asked, checkout.place) : guessPlace(asked, opened.region)));
  const quote = await quoted(db, where ? at(opened, placeOf(where) ?? null) : opened);
  const title = `${quote.product.name} · ${project.name}`;
  return page(checkoutPage({ ...opened, quote, where }, state), {
    title: state.message || Object.keys(state.problems).length ? words.text('errorIn', { title }) : title,
    status,
    ...places(opened, status === 402 ? 'declined' : undefined),
  });
}

/** A checkout that has ended: on to where its starter wanted, or a page that says so. */
export async function closed(opened: Opened): Promise<Response> {
  const { checkout, now } = opened;
  if (statusOf(checkout, now) === 'complete') {
    if (checkout.successUrl && !opened.framed) return seeOther(returnTo(checkout.successUrl, 'billing_checkout', checkout.id));
    return said(opened, 'complete', { mark: 'done', title: 'done', text: 'doneText' });
  }
  return said(opened, 'expired', { ...backFrom(opened), mark: 'wait', title: 'expired', text: 'expiredText', status: 410 });
}

/** Another tab was faster, or the plan has ended. */
export const overtaken = (opened: Opened): Promise<Response> =>
  said(opened, 'expired', { ...backFrom(opened), mark: 'wait', title: 'overtaken', text: 'overtakenText', status: 409 });

interface Said {
  readonly mark: 'done' | 'wait';
  readonly title: TextKey;
  readonly text: TextKey;
  readonly status?: number;
  readonly link?: { readonly href: string; readonly label: string };
}

/** The one thing that is left to say of a checkout. */
export function said(opened: Opened, news: FrameNews, { title: key, text, status, ...rest }: Said): Promise<Response> {
  const { words } = opened;
  const title = words.text(key);
  return page(notice({ ...rest, title, text: words.text(text) }), { title, status, ...places(opened, news) });
}

const backFrom = ({ checkout, words }: Opened): Pick<Said, 'link'> =>
  checkout.cancelUrl ? { link: { href: `/checkout/${checkout.id}/cancel`, label: words.text('goBack') } } : {};

/**
 * What a page of this checkout is set up with: its language, where it may lead, which pages may frame it, and what it tells them. The page that started an embedded checkout
 * named itself by where it wants the reader back; only where it did not, any page of the project's may frame it.
 */
export function places({ project, checkout, framed, words }: Opened, news?: FrameNews) {
  const origins = [...new Set([checkout.successUrl, checkout.cancelUrl].flatMap((url) => (url ? [new URL(url).origin] : [])))];
  if (!framed) return { words, formOrigins: origins };
  const to = origins.filter((origin) => allowsOrigin(project, origin));
  const loopback = project.anyLoopback ? ['http://localhost:*', 'http://127.0.0.1:*'] : [];
  return {
    words,
    formOrigins: origins,
    frameOrigins: to.length > 0 ? to : [...project.allowedOrigins, ...loopback],
    telling: { id: checkout.id, to, news },
  };
}
