import { sql, type RawBuilder } from 'kysely';

export type Json<T> = RawBuilder<T>;

/** A value for a jsonb column, as text, since every driver reads that alike. */
export const json = <T>(value: T): Json<T> => sql<T>`cast(cast(${JSON.stringify(value)} as text) as jsonb)`;

/** For a json column, which keeps the text as it is. */
export const jsonAsWritten = <T>(value: T): Json<T> => sql<T>`cast(cast(${JSON.stringify(value)} as text) as json)`;
