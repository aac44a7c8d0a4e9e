import { Visitor, parseSync, type Plugin } from 'vite';

/** Takes the layout of the source out of `css` and `html` templates, which no minifier of JavaScript touches. */
export function minifiedTemplates(): Plugin {
  return {
    name: 'minified-templates',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\.ts$/, code: /(css|html)`/ },
      handler: (code, id) => ({ code: minifyTemplates(code, id), map: null }),
    },
  };
}

/** Lines stay where they are, so that the source map needs no change: what a template loses follows it. */
export function minifyTemplates(code: string, file = 'module.ts'): string {
  const edits: { start: number; end: number; text: string }[] = [];
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      const minify = tag.type === 'Identifier' ? MINIFIERS.get(tag.name) : undefined;
      if (!minify) return;
      let lostLines = 0;
      for (const { start, end, tail } of quasi.quasis) {
        // In TypeScript's syntax tree a chunk holds its delimiters: ` or } before it, ` or ${ behind it.
        const from = start + 1;
        const to = end - (tail ? 1 : 2);
        const chunk = code.slice(from, to);
        const text = minify(chunk, { first: start === quasi.quasis[0]?.start, last: tail });
        lostLines += chunk.split('\n').length - text.split('\n').length;
        edits.push({ start: from, end: to, text });
      }
      edits.push({ start: quasi.end, end: quasi.end, text: '\n'.repeat(lostLines) });
    },
  }).visit(parseSync(file, code).program);

  edits.sort((one, other) => one.start - other.start); // templates stand within templates
  return edits.reduceRight((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** A gap (white space, comments), a string, an escape, a sign that needs no space beside it, or anything else. */
const TOKEN = /(?:\s|\/\*[\s\S]*?\*\/)+|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\\[\s\S]|[{};,:]|[^\s"'\\{};,:/]+|[\s\S]/g;
/** `0.5em` is `.5em`; `10.5em` and names are left alone. */
const LEADING_ZERO = /(^|[(+-])0\./g;
const GAP = /^(?:\s|\/\*)/;

/**
 * Minifies the text between two expressions. A space survives where it can mean something: between words, before a
 * colon (`.a :hover`), around operators, and beside an expression, whatever that will turn out to be.
 */
export function minifyCss(chunk: string, { first = true, last = true } = {}): string {
  const tokens = chunk.match(TOKEN) ?? [];
  const kept: string[] = [];
  tokens.forEach((token, index) => {
    if (!GAP.test(token)) {
      if (token === '}' && kept.at(-1) === ';') kept.pop();
      kept.push(/^["']/.test(token) ? token : token.replace(LEADING_ZERO, '$1.'));
      return;
    }
    const before = kept.at(-1) ?? (first ? '{' : '');
    const after = tokens[index + 1] ?? (last ? '}' : '');
    if (/\s/.test(token) && !/^[{};,:]$/.test(before) && !/^[{};,]$/.test(after)) kept.push(' ');
  });
  return kept.join('');
}

/**
 * Minifies the text between two expressions. A line break with its indentation is one space for a browser too, wherever
 * it stands; at a template's own ends it is only how the source is written, and goes.
 */
export function minifyHtml(chunk: string, { first = true, last = true } = {}): string {
  const text = first ? chunk.replace(/^\s*\n\s*/, '') : chunk;
  return (last ? text.replace(/\s*\n\s*$/, '') : text).replace(/\s*\n\s*/g, ' ');
}

const MINIFIERS = new Map([
  ['css', minifyCss],
  ['html', minifyHtml],
]);
