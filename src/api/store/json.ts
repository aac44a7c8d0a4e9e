import { sql, type RawBuilder } from 'kysely';

export type Json<T> = RawBuilder<T>;

/** A value for a jsonb column, as text that the database parses: the same on every driver. */
export const json = <T>(value: T): Json<T> => sql<T>`cast(cast(${JSON.stringify(value)} as text) as jsonb)`;

/** For a json column, which keeps what is written as it is written. */
export const jsonAsWritten = <T>(value: T): Json<T> => sql<T>`cast(cast(${JSON.stringify(value)} as text) as json)`;
