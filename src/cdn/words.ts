/** Single texts for pages with the autoloader; `billing-elements.js` has it too. */
export { overrideWords } from '../elements/internal/words/languages.js';
