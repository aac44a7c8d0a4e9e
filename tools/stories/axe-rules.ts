/** Rules that axe knows and does not turn on by itself; the first is of WCAG 2.2 AA. */
export const MORE_RULES = ['target-size', 'css-orientation-lock', 'focus-order-semantics', 'table-fake-caption', 'td-has-header'];
