import { Visitor, parseSync, type Plugin } from 'vite';

/**
 * Rewrites `@property(…) name` and `@customElement(tag)` as in Lit's plain JavaScript: `static properties` and a call. A
 * compiled decorator is longer, and there is one for each property of each element.
 */
export function plainProperties(): Plugin {
  return {
    name: 'plain-properties',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\.ts$/, code: /^ *@(property|customElement)\(/m },
      handler: (code, id) => ({ code: withoutDecorators(code, id), map: null }),
    },
  };
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines stay where they are, so that the source map needs no change. */
export function withoutDecorators(code: string, file = 'module.ts'): string {
  const edits: Edit[] = [];
  const blank = ({ start, end }: { start: number; end: number }): Edit => ({ start, end, text: '\n'.repeat(code.slice(start, end).split('\n').length - 1) });
  new Visitor({
    ClassDeclaration({ id, decorators, body, end }) {
      const properties: string[] = [];
      for (const member of body.body) {
        if (member.type !== 'PropertyDefinition' || member.key.type !== 'Identifier') continue;
        const [decorator] = member.decorators;
        const options = decorator && argumentOf(decorator.expression, 'property');
        if (decorator === undefined || options === undefined) continue;
        properties.push(`${member.key.name}: ${options || '{}'}`);
        edits.push(blank(decorator));
      }
      if (properties.length > 0) {
        edits.push({ start: body.start + 1, end: body.start + 1, text: ` static properties = { ${properties.join(', ').replace(/\s*\n\s*/g, ' ')} };` });
      }
      for (const decorator of decorators) {
        const tag = argumentOf(decorator.expression, 'customElement');
        if (tag === undefined || !id) continue;
        edits.push(blank(decorator), { start: end, end, text: ` customElement(${tag})(${id.name});` });
      }
    },
  }).visit(parseSync(file, code).program);

  edits.sort((one, other) => one.start - other.start);
  return edits.reduceRight((text, { start, end, text: instead }) => text.slice(0, start) + instead + text.slice(end), code);

  /** The text between the parentheses; undefined for a call of something else. */
  function argumentOf(expression: object, callee: string): string | undefined {
    const { start, end } = expression as { start: number; end: number };
    const call = code.slice(start, end);
    return call.startsWith(`${callee}(`) ? call.slice(callee.length + 1, -1) : undefined;
  }
}
