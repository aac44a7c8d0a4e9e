const provider = document.querySelector('billing-provider');

/* The kit takes its look from attributes of the provider, and its language from the nearest `lang`. */
for (const select of document.querySelectorAll('[data-look]')) {
  select.addEventListener('change', () => {
    provider.setAttribute(select.dataset.look, select.value);
    if (select.dataset.look === 'lang') provider.dir = select.selectedOptions[0].dir;
  });
}
