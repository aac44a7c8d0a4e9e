/** What became of the last step; every page of a frame also says `ready` first, `resize` whenever its height changes, and `escape` where that key is pressed. */
export type FrameNews = 'declined' | 'needs_confirmation' | 'complete' | 'expired' | 'canceled';

export interface Telling {
  /** The checkout that it is about. */
  readonly id: string;
  /** Exact origins: a browser gives a message to a page of one of these, and to no other. */
  readonly to: readonly string[];
  readonly news?: FrameNews | undefined;
}

/**
 * A framed page tells the page around it how far it is: `{ type: 'billing-checkout', id, status, height }`. Only ever a
 * hint, since how a checkout ended is for the API to say.
 */
export const TELLER = `{
  const { id, to, news } = JSON.parse(document.documentElement.dataset.frame);
  const main = document.querySelector('main');
  const tell = (status) => {
    const message = { type: 'billing-checkout', id, status, height: Math.ceil(main.getBoundingClientRect().height) };
    for (const origin of to) parent.postMessage(message, origin);
  };
  tell('ready');
  if (news) tell(news);
  addEventListener('keydown', ({ key }) => key === 'Escape' && tell('escape'));
  new ResizeObserver(() => tell('resize')).observe(main);
}`;
