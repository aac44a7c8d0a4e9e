import { isBillingError, trackUsage } from '/kit/billing-elements.js';

const $ = (selector) => document.querySelector(selector);
const provider = $('billing-provider');
const user = new URLSearchParams(location.search).get('user') ?? '';
const number = new Intl.NumberFormat('en');
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long' });

/* ---- Someone who chose a plan on the pricing page comes here with it, once signed in. ---- */

const picked = new URLSearchParams(location.search);
if (picked.has('plan')) {
  $('#picked').hidden = false;
  // This shop's prices have their rhythm in their ids.
  if (picked.get('price')?.includes('_year_')) $('pricing-table').setAttribute('interval', 'year');
  $('#plans').scrollIntoView();
  $('#plans').focus({ preventScroll: true });
}

/* ---- Work: each page rendered is one use of `api_calls`. ---- */

for (const button of document.querySelectorAll('[data-pages]')) {
  button.addEventListener('click', () => render(Number(button.dataset.pages), button));
}

async function render(pages, button) {
  const counter = $('[name=counter]:checked').value;
  button.setAttribute('aria-busy', 'true');
  try {
    const usage = counter === 'server' ? await renderOnServer(pages) : await renderHere(pages);
    addRender(pages, usage);
    const done = pages === 1 ? '1 page rendered.' : `${number.format(pages)} pages rendered.`;
    say('good', usage ? done : `${done} No connection just now: the count is kept on this device and sent later.`);
  } catch (error) {
    sayRefusal(pages, error);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** The product's own server counts, then works; the page only learns that its figures are old. */
async function renderOnServer(pages) {
  const response = await fetch(`/api/render?user=${encodeURIComponent(user)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pages }),
  });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.error), { code: body.error, details: body.details });
  provider.providedClient?.invalidate('usage');
  return body.usage;
}

/** The page counts by its own session; the API refuses it in the same way. Nothing comes back while it is offline. */
async function renderHere(pages) {
  const outcome = await trackUsage(provider.providedClient, { featureKey: 'api_calls', quantity: pages });
  return outcome.status === 'recorded' ? outcome.usage : undefined;
}

function addRender(pages, usage) {
  const entry = document.createElement('li');
  const what = document.createElement('span');
  what.textContent = pages === 1 ? '1 page' : `${number.format(pages)} pages`;
  const left = document.createElement('span');
  left.className = 'soft';
  left.textContent = usage?.remaining_units == null ? 'Done' : `${number.format(usage.remaining_units)} left`;
  entry.append(what, left);
  $('#renders').prepend(entry);
  while ($('#renders').children.length > 5) $('#renders').lastElementChild.remove();
}

function sayRefusal(pages, error) {
  if (error.code !== 'quota_exceeded') {
    const signedOut = error.code === 'signed_out' || error.status === 401;
    return say('bad', signedOut ? 'Sign in to render pages.' : 'That did not work, and nothing was counted. Try again in a moment.');
  }
  const { usage } = error.details ?? {};
  const used = usage ? `${number.format(usage.consumed_units)} of ${number.format(usage.limit_units)} used` : 'Your plan is used up';
  const reset = usage?.resets_at ? ` Starts again on ${day.format(new Date(usage.resets_at))}.` : '';
  say('bad', `Limit reached: ${used}, and ${number.format(pages)} more do not fit. Nothing was rendered or counted.${reset}`, {
    href: '#plans',
    text: 'See plans',
  });
}

function say(mood, text, link) {
  const note = document.createElement('p');
  note.className = `note ${mood}`;
  note.textContent = text;
  if (link) {
    const anchor = Object.assign(document.createElement('a'), { href: link.href, textContent: link.text });
    note.append(' ', anchor);
  }
  $('#outcome').replaceChildren(note);
}

/* ---- What the gates open. Their content comes and goes, so the page listens from outside. ---- */

document.addEventListener('click', ({ target }) => target.closest('[data-print]') && print());
document.addEventListener('input', ({ target }) => {
  if (target.matches('[data-accent]')) document.documentElement.style.setProperty('--billing-accent', target.value);
});

/* ---- The session panel. ---- */

const field = (name) => $(`[data-session=${name}]`);
const STATES = { loading: 'Fetching a token', ready: 'Ready', refreshing: 'Renewing', 'signed-out': 'Signed out', error: 'Cannot fetch a token' };
let session = provider.providedClient?.session.get();
let tokens = 0;

provider.addEventListener('billing-session-change', ({ state }) => {
  if (state.issuedAt && state.issuedAt !== session?.issuedAt) tokens++;
  session = state;
  drawSession();
});

function drawSession() {
  field('state').textContent = STATES[session?.status] ?? 'Starting';
  field('tokens').textContent = number.format(tokens);
  field('age').textContent = session?.issuedAt ? duration(Date.now() - session.issuedAt) : '–';
  field('left').textContent = session?.expiresAt ? duration(session.expiresAt - Date.now()) : '–';
}

function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

setInterval(drawSession, 1000);

/** Ends the token on the server only: the page learns of it from the next call, and asks for another. */
$('#expire').addEventListener('click', async () => {
  const response = await fetch(`/api/expire-session?user=${encodeURIComponent(user)}`, { method: 'POST' });
  if (!response.ok) return note('There is no session to expire.');
  const before = tokens;
  await provider.providedClient.request('/v1/features/usage-metrics').then(
    () => note(tokens > before ? 'Revoked. The next call was refused once, a new token came, and the call went through.' : 'Revoked.'),
    (error) => note(isBillingError(error) ? `The session could not be renewed (${error.code}).` : 'The session could not be renewed.'),
  );
});

$('#renew').addEventListener('click', () =>
  provider.providedClient?.session.refresh().then(
    () => note('A new token is in use.'),
    () => note('There is no session to renew.'),
  ),
);

const note = (text) => {
  $('#session-note').textContent = text;
};
