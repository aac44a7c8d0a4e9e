/** Keeps to what a page can use: no private members, no attributes behind them, no events but those its doc block names. */
const publicFace = {
  name: 'public-face',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const declaration of declarations.filter(({ customElement }) => customElement)) {
        const { members = [], attributes = [], events = [] } = declaration;
        declaration.members = members.filter(
          ({ name, privacy }) => privacy !== 'private' && privacy !== 'protected' && !/^[#_]/.test(name),
        );
        const fields = new Set(declaration.members.map(({ name }) => name));
        declaration.attributes = attributes.filter(({ fieldName }) => !fieldName || fields.has(fieldName));
        declaration.events = events.filter(({ description }) => description);
      }
    }
  },
};

export default {
  globs: ['src/elements/*.ts', 'src/elements/internal/events/*.ts'],
  exclude: ['src/elements/index.ts'],
  outdir: '.',
  litelement: true,
  quiet: true,
  plugins: [publicFace],
};
