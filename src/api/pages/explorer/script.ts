/**
 * What the explorer does in the browser: filter the list, send a request, show the answer. It holds the key in a closure
 * and writes text as text. Plain JavaScript in one string, since its hash stands in the page's policy.
 */
export const SCRIPT = `
'use strict';
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // The key lives in the field and nowhere else: a reload forgets it.
  const keyField = one('#key');
  const credential = () => keyField.value.trim();
  one('#key-form').addEventListener('submit', (event) => event.preventDefault());

  const filter = one('#filter');
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const item of all('[data-search]')) item.hidden = !words.every((word) => item.dataset.search.includes(word));
    for (const group of all('[data-group]')) group.hidden = !one('[data-search]:not([hidden])', group);
    one('#nothing').hidden = one('main [data-search]:not([hidden])') !== null;
  });

  const openTarget = () => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener('hashchange', openTarget);
  openTarget();

  for (const form of all('form.try')) form.addEventListener('submit', (event) => { event.preventDefault(); void send(form); });

  async function send(form) {
    const output = one('output', form);
    const button = one('button', form);
    const asked = requestOf(form);
    if (asked.problem) return show(output, 'bad', asked.problem, '');
    button.disabled = true;
    const began = performance.now();
    try {
      const answer = await fetch(asked.url, asked.init);
      const text = await answer.text();
      const took = Math.round(performance.now() - began);
      const told = ['x-request-id', 'x-idempotency-replayed', 'retry-after'].flatMap((name) => answer.headers.has(name) ? [name + ': ' + answer.headers.get(name)] : []);
      show(output, answer.ok ? 'good' : 'bad', [answer.status + ' ' + answer.statusText, took + ' ms', ...told].join('  ·  '), pretty(text));
    } catch (error) {
      show(output, 'bad', 'No answer: ' + error.message, '');
    } finally {
      button.disabled = false;
    }
  }

  function requestOf(form) {
    const { method, path } = form.dataset;
    const query = new URLSearchParams();
    let filled = path;
    for (const field of all('[data-in]', form)) {
      if (field.dataset.in === 'path') filled = filled.replace('{' + field.name + '}', encodeURIComponent(field.value));
      else if (field.value !== '') query.set(field.name, field.value);
    }
    const headers = {};
    if (credential()) headers.authorization = 'Bearer ' + credential();
    const key = one('[name=idempotency-key]', form);
    if (key && key.value) headers['idempotency-key'] = key.value;
    const body = one('textarea', form);
    if (body) {
      try { JSON.parse(body.value || '{}'); } catch (error) { return { problem: 'The body is not JSON: ' + error.message }; }
      headers['content-type'] = 'application/json';
    }
    // Relative to the page, so that an API below a path is found there.
    const url = new URL('.' + filled, location.href.replace(/[?#].*$/, ''));
    url.search = query.toString();
    return { url, init: { method, headers, credentials: 'omit', cache: 'no-store', ...(body && { body: body.value }) } };
  }

  const pretty = (text) => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; } };

  function show(output, kind, line, text) {
    output.className = kind;
    const status = document.createElement('strong');
    status.textContent = line;
    const body = document.createElement('pre');
    body.textContent = text;
    body.tabIndex = 0;
    output.replaceChildren(status, ...(text ? [body] : []));
    output.hidden = false;
  }
})();
`;
