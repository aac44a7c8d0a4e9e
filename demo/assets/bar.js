/* The bar at the head of every page. The page's own light and dark comes first: the kit follows the `color-scheme` around it. */
const select = document.querySelector('[data-scheme]');
const KEY = 'northwind-scheme';

function apply(scheme) {
  if (scheme) document.documentElement.dataset.scheme = scheme;
  else delete document.documentElement.dataset.scheme;
}

select.value = localStorage.getItem(KEY) ?? '';
apply(select.value);
select.addEventListener('change', () => {
  localStorage.setItem(KEY, select.value);
  apply(select.value);
});

/* Who is signed in, on the pages that have somebody. */
document.querySelector('[data-submit]')?.addEventListener('change', ({ target }) => target.form.requestSubmit());
