import type { ColumnType } from 'kysely';
import type { Json } from '../json.js';

/** A column that the database fills when nothing is given. */
export type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** JSON columns are written through `json()` alone: drivers disagree on what to do with a bare array. */
export type JsonColumn<T> = ColumnType<T, Json<T>, Json<T>>;
