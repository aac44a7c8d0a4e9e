import * as z from 'zod/mini';

/** A part of a long list. Ask for the next part with `cursor=<nextCursor>` until that is null. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({
    data: z.array(item),
    hasMore: z.boolean(),
    nextCursor: z.nullable(z.string()),
  });

/** Query strings are text: digits become the number. */
const PageSize = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/)),
  z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(100))),
);

export const PageQuery = z.object({
  limit: z.optional(PageSize).check(z.describe('How many at most: 1 to 100, 20 by default')),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});
