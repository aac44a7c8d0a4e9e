const provider = document.querySelector('billing-provider');

// Whoever picks a plan signs up first: that is a form of the page.
document.addEventListener('billing-signup-request', () => document.forms[0].requestSubmit());

document.querySelector('#render')?.addEventListener('click', async () => {
  const outcome = document.querySelector('#outcome');
  const response = await fetch(`/api/render${location.search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pages: 10 }),
  });
  outcome.textContent = response.ok ? '10 pages rendered.' : 'That did not work.';
  provider.providedClient?.invalidate('usage'); // our server counted: the page's figures are old
});
