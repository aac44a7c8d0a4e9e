import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { customData, webTypes } from '../../tools/types/editors.js';
import { readElements } from '../../tools/types/manifest.js';
import { jsxTypes, propsTypes, reactWrapper, svelteTypes, vueTypes } from '../../tools/types/print.js';

const member = (name: string, type: string, more: object = {}) => ({ kind: 'field', name, type: { text: type }, description: `About ${name}.`, ...more });

const elements = readElements({
  modules: [
    {
      path: 'src/elements/a-box.ts',
      declarations: [{ name: 'ABox', tagName: 'a-box', description: 'Holds */ others.', slots: [{ name: '' }], events: [{ name: 'billing-open', description: 'It opened.' }] }],
    },
    {
      path: 'src/elements/a-bar.ts',
      declarations: [
        {
          name: 'ABar',
          tagName: 'a-bar',
          members: [
            member('shape', "'bar' | 'ring' | undefined", { attribute: 'shape' }),
            member('noShare', 'boolean', { attribute: 'no-share' }),
            member('maxWidth', 'number', { attribute: 'max-width' }),
            member('client', 'Client | undefined'),
            member('granted', 'boolean', { readonly: true }),
            member('styles', 'string', { static: true }),
            { kind: 'method', name: 'show' },
          ],
          events: [{ name: 'billing-error', description: 'It failed.' }],
          cssParts: [{ name: 'fill' }],
        },
        { name: 'Helper' },
      ],
    },
  ],
});
const [box, bar] = elements;

describe('types made from the manifest', () => {
  it('know what can be set, and nothing else', () => {
    assert.deepEqual(elements.map(({ tag }) => tag), ['a-box', 'a-bar']);
    assert.deepEqual(bar?.properties.map(({ name, kind, values }) => [name, kind, values]), [
      ['shape', 'text', ['bar', 'ring']],
      ['noShare', 'boolean', []],
      ['maxWidth', 'number', []],
      ['client', 'object', []],
    ]);
  });

  it('let what holds others hear the events of all', () => {
    assert.deepEqual(box?.events.map(({ name }) => name), ['billing-open', 'billing-error']);
    assert.equal(box?.events[0]?.description, 'It opened.');
    assert.deepEqual(bar?.events.map(({ name }) => name), ['billing-error']);
  });

  it('take properties from the classes, and attributes as they are written', () => {
    const text = propsTypes(elements);
    assert.match(text, /\/\*\* About shape\. \*\/\n {2}shape\?: ABar\['shape'\] \| undefined;/);
    assert.match(text, /'no-share'\?: true \| '' \| undefined;/);
    assert.match(text, /'max-width'\?: number \| `\$\{number\}` \| undefined;/);
    assert.doesNotMatch(text, /'shape'\?|granted|styles|show/);
  });

  it('name events as each framework does', () => {
    assert.match(jsxTypes(elements), /'onbilling-error'\?: \(\(event: Heard<'billing-error', ABar>\) => void\)/);
    assert.match(vueTypes(elements), /onBillingError\?: /);
    assert.match(svelteTypes(elements), /'onbilling-error'\?: [\s\S]*'on:billing-error'\?: /);
    assert.match(bar ? reactWrapper(bar) : '', /onBillingError: 'billing-error' as EventName<Heard<'billing-error', ABarElement>>/);
  });

  it('cannot be broken by a description', () => assert.match(jsxTypes(elements), /\/\*\* Holds \*\\\/ others\. \*\//));

  it('tell editors of plain HTML the attributes and their values', () => {
    const { tags } = customData(elements) as { tags: { name: string; attributes: object[] }[] };
    assert.deepEqual(tags[1]?.attributes, [
      { name: 'shape', description: { kind: 'markdown', value: 'About shape.' }, values: [{ name: 'bar' }, { name: 'ring' }] },
      { name: 'no-share', description: { kind: 'markdown', value: 'About noShare.' }, valueSet: 'v' },
      { name: 'max-width', description: { kind: 'markdown', value: 'About maxWidth.' } },
    ]);
    const { contributions } = webTypes(elements, '1.2.3') as { contributions: { html: { elements: { attributes: object[]; js: { events: object[] } }[] } } };
    const web = contributions.html.elements[1];
    assert.deepEqual(web?.attributes[0], { name: 'shape', description: 'About shape.', value: { type: "'bar' | 'ring'" } });
    assert.deepEqual(web?.js.events, [{ name: 'billing-error', description: 'It failed.' }]);
  });
});
