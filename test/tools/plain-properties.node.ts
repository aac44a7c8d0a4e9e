import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutDecorators } from '../../tools/vite/plain-properties.js';

const element = (members: string): string => `@customElement('my-tag')\nexport class MyTag extends LitElement {\n${members}\n}\n`;

describe('plain properties', () => {
  it('say what the decorators say, with options or without', () => {
    const plain = withoutDecorators(element("  @property() name = '';\n  @property({ type: Number, attribute: 'per-unit' }) perUnit?: number;"));
    assert.match(plain, /static properties = \{ name: \{\}, perUnit: \{ type: Number, attribute: 'per-unit' \} \};/);
    assert.match(plain, /^ {3}name = '';$/m);
    assert.doesNotMatch(plain, /@/);
  });

  it('register the tag after the class', () => {
    assert.match(withoutDecorators(element('')), /^\} customElement\('my-tag'\)\(MyTag\);$/m);
  });

  it('leave every line where it was', () => {
    const code = element('  @property({\n    converter: (value) => Number(value),\n  })\n  seats?: number;\n  last = 1;');
    const [before, after] = [code, withoutDecorators(code)].map((text) => text.split('\n'));
    assert.equal(after?.length, before?.length);
    assert.equal(after?.indexOf('  last = 1;'), before?.indexOf('  last = 1;'));
  });

  it('leave other decorators, and classes without any, alone', () => {
    const code = '@sealed()\nclass Other { @bound() go() {} @query("a") link!: Element; }\n';
    assert.equal(withoutDecorators(code), code);
  });
});
