import { trackUsage } from '/kit/billing-elements.js';

const $ = (selector) => document.querySelector(selector);
const address = new URL(location.href);
const user = address.searchParams.get('user');

function sign(next) {
  if (next) address.searchParams.set('user', next);
  else address.searchParams.delete('user');
  location.assign(address);
}
const signUp = () => sign(`guest_${crypto.randomUUID().slice(0, 8)}`);

if (user) showWorkspace();
else document.addEventListener('billing-signup-request', signUp);

$('#sign').textContent = user ? 'Sign out' : 'Sign up';
$('#sign').addEventListener('click', () => (user ? sign(undefined) : signUp()));

function showWorkspace() {
  const workspace = $('#workspace').content.cloneNode(true);
  const provider = workspace.querySelector('billing-provider');
  provider.setAttribute('session-token-url', `/api/billing-session?user=${encodeURIComponent(user)}`);
  $('billing-provider').replaceWith(workspace);

  $('#render').addEventListener('click', async () => {
    try {
      await trackUsage(provider.providedClient, { featureKey: 'api_calls', quantity: 10 });
      $('#outcome').textContent = '10 pages rendered.';
    } catch {
      $('#outcome').textContent = 'That did not work.';
    }
  });
}
