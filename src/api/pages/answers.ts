import { notice, page } from './page.js';
import { wordsFor, type TextKey } from './words/index.js';

/** There is nothing at this address, or not any more: said in the language of the reader's browser. */
export function gone(request: Request, what: TextKey, why: TextKey, status = 404): Promise<Response> {
  const words = wordsFor({ request });
  const title = words.text(what);
  return page(notice({ mark: 'wait', title, text: words.text(why) }), { title, words, status });
}

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } });
