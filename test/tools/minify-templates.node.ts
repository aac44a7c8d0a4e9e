import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minifyCss, minifyHtml, minifyTemplates } from '../../tools/vite/minify-templates.js';

describe('minified CSS', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['\n  :host {\n    color: red;\n    margin: 0 1px;\n  }\n', ':host{color:red;margin:0 1px}'],
    ['/* why */ a { /* what */ b: c /* how */; }', 'a{b:c}'],
    ['a { margin: 0.5em -0.25em 10.5em 0 calc(0.1em+1px); b: "0.5" }', 'a{margin:.5em -.25em 10.5em 0 calc(.1em+1px);b:"0.5"}'],
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

  it('is found only in tagged templates, and leaves every other line where it was', () => {
    const source = 'const a: string = `x  y`;\nconst b = css`\n  a {\n    b: c;\n  }\n`;\nconst c = other`<p>\n  ${b} </p>`;';
    const lines = minifyTemplates(source).split('\n');
    assert.deepEqual(lines.slice(0, 2), ['const a: string = `x  y`;', 'const b = css`a{b:c}`']);
    assert.equal(lines.at(-1), '  ${b} </p>`;');
    assert.equal(lines.length, source.split('\n').length);
  });
});

describe('minified HTML', () => {
  it('has a space for every line break, and none at its ends', () => {
    assert.equal(minifyHtml('\n  <p\n    class="a"\n  >\n    one  two\n  </p>\n'), '<p class="a" > one  two </p>');
  });

  it('keeps a space at its ends that was written as one', () => {
    assert.equal(minifyHtml(' <b>more</b> '), ' <b>more</b> ');
  });

  it('is found within other templates', () => {
    const source = 'html`\n  <p>\n    ${a ? html`\n  <b>${c}</b>\n` : d} e\n  </p>\n`;';
    assert.equal(minifyTemplates(source).replaceAll('\n', ''), 'html`<p> ${a ? html`<b>${c}</b>` : d} e </p>`;');
  });
});
