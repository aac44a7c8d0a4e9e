/** The tags whose texts serve a reader of this one, in lower case, the nearest first: `pt-br`, then `pt`. For elements and the API alike. */
export const tagsServing = (lang: string): string[] => {
  const parts = lang.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
};
