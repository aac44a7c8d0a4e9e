import type { ArgTypesEnhancer } from 'storybook/internal/types';

const SIMPLE = ['string', 'number', 'boolean'] as const;

/** Another API, and pages of yours: every story has the catalogue's own. */
const OUTSIDE = ['apiUrl', 'sessionTokenUrl', 'publishableKey', 'user', 'noShare', 'strict', 'initialData', 'src', 'successUrl', 'cancelUrl'];

/**
 * The manifest's rows, made for a designer: an attribute and its property are one row, with the control that the story reads;
 * a text or number that may be absent has a field for it; what a story cannot be given has none.
 */
export const rowsOfElements: ArgTypesEnhancer = ({ argTypes }) => {
  const rows = new Map(Object.entries(argTypes).filter(([, { action }]) => !action));
  for (const [attribute, row] of rows) {
    const property = camelCase(attribute);
    if (row.table?.category !== 'attributes' || property === attribute) continue;
    rows.delete(attribute);
    rows.set(property, { ...rows.get(property), name: attribute, table: { ...row.table } });
  }
  return Object.fromEntries([...rows].map(([name, row]) => [name, OUTSIDE.includes(name) ? { ...row, control: false } : withControl(row)]));
};

type Row = Parameters<ArgTypesEnhancer>[0]['argTypes'][string];

function withControl(row: Row): Row {
  const { control, table: { category = '', type } = {} } = row;
  if (control !== undefined || category === '') return row;
  const named = category === 'attributes' || category === 'properties' ? String(type?.summary ?? '').replace(/ \| undefined$/, '') : '';
  const simple = SIMPLE.find((it) => it === named);
  return simple ? { ...row, type: { name: simple } } : { ...row, control: false };
}

const camelCase = (attribute: string): string => attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
