// Says to svelte-check that there is nothing to say.
export default {};
