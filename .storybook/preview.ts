import '../src/elements/index.js';
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import { idle } from '../stories/support/api.js';
import { rowsOfElements } from '../stories/support/arg-types.js';
import { onPage, withBilling } from '../stories/support/decorators.js';
import { logged } from '../stories/support/logged.js';
import { MORE_RULES } from '../tools/stories/axe-rules.js';

setCustomElementsManifest(manifest);

const toolbar = (title: string, icon: 'contrast' | 'transfer' | 'globe' | 'paintbrush', items: readonly (readonly [value: string, title: string])[]) => ({
  toolbar: { title, icon, dynamicTitle: true, items: items.map(([value, text]) => ({ value, title: text })) },
});

export default {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error', config: { rules: MORE_RULES.map((id) => ({ id, enabled: true })) } },
    controls: { expanded: true, matchers: { date: /(At|Date)$/ } },
    options: { storySort: { order: ['Welcome', 'Elements', 'Recipes', 'Themes'] } },
  },
  globalTypes: {
    scheme: toolbar('Scheme', 'contrast', [['light', 'Light'], ['dark', 'Dark'], ['light dark', 'As the system']]),
    theme: toolbar('Theme', 'paintbrush', [['', 'Default'], ['studio', 'Studio'], ['paper', 'Paper'], ['terminal', 'Terminal']]),
    dir: toolbar('Direction', 'transfer', [['ltr', 'Left to right'], ['rtl', 'Right to left']]),
    lang: toolbar('Language', 'globe', [
      ['en', 'English'],
      ['de', 'Deutsch'],
      ['fr', 'Français'],
      ['es', 'Español'],
      ['pt-BR', 'Português (Brasil)'],
      ['pl', 'Polski'],
      ['ja', '日本語'],
      ['zh-Hans', '简体中文'],
      ['ar', 'العربية'],
      ['he', 'עברית'],
    ]),
  },
  initialGlobals: { scheme: 'light', theme: '', dir: 'ltr', lang: 'en' },
  argTypesEnhancers: [rowsOfElements],
  decorators: [withBilling, onPage, logged],
  // The audit is of the face a user sees, so it waits for the API's answers.
  afterEach: () => idle(),
} satisfies Preview;
