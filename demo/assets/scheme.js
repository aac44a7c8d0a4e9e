/** The page's own light and dark: the kit follows the `color-scheme` around it. */
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
