/** The languages to try for a tag, best first: `pt-br`, then `pt`. */
export const candidates = (lang: string): string[] => {
  const parts = lang.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
};
