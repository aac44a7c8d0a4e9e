import * as z from 'zod/mini';

/**
 * The texts of an object in other languages: by language tag in lower case, then by the field that a text stands in for.
 * `de` serves `de-AT` too; what is not translated stays as the catalog has it.
 */
export const translationsOf = <Texts extends z.core.$ZodLooseShape>(texts: Texts) =>
  z.optional(z.record(z.string(), z.partial(z.object(texts))));
