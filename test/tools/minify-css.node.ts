import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minifyCss, minifyTemplates } from '../../tools/vite/minify-css.js';

describe('minified CSS', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['\n  :host {\n    color: red;\n    margin: 0 1px;\n  }\n', ':host{color:red;margin:0 1px}'],
    ['/* why */ a { /* what */ b: c /* how */; }', 'a{b:c}'],
    ['.a :hover, .b:focus > i { c: d }', '.a :hover,.b:focus > i{c:d}'],
    ['a { width: calc(1px + 2px) !important; }', 'a{width:calc(1px + 2px) !important}'],
    [`a::before { content: ' ; /* kept */ { '; }`, `a::before{content:' ; /* kept */ { '}`],
    ['a { content: "\\\\25B6 \\" ;"; }', 'a{content:"\\\\25B6 \\" ;"}'],
    ['@media (width > 3px) and (color) { a { b: c; } }', '@media (width > 3px) and (color){a{b:c}}'],
    ['a { background: url(data:image/gif;base64,R0/x+A==) }', 'a{background:url(data:image/gif;base64,R0/x+A==)}'],
  ];
  for (const [source, wanted] of cases) {
    it(`of ${JSON.stringify(source)}`, () => assert.equal(minifyCss(source), wanted));
  }

  it('keeps the space beside an expression', () => {
    const source = 'css`a { margin: 0 ${x} 1px; ${y} }\n ${z} b { c: ${d}; }`;';
    assert.equal(minifyTemplates(source), 'css`a{margin:0 ${x} 1px;${y}}${z} b{c:${d}}`\n;');
  });

  it('is found only in css templates, and leaves every other line where it was', () => {
    const source = 'const a: string = `x  y`;\nconst b = css`\n  a {\n    b: c;\n  }\n`;\nconst c = html`<p>  ${b} </p>`;';
    const lines = minifyTemplates(source).split('\n');
    assert.deepEqual(lines.slice(0, 2), ['const a: string = `x  y`;', 'const b = css`a{b:c}`']);
    assert.equal(lines.at(-1), 'const c = html`<p>  ${b} </p>`;');
    assert.equal(lines.length, source.split('\n').length);
  });
});
