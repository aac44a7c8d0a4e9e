import * as contract from '../../src/contract/index.js';
import type { Operation } from '../../src/contract/index.js';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'auth' in value;

/** Every operation of the contract, also one that was added yesterday. */
export const operations: readonly Operation[] = (Object.values(contract) as unknown[]).flat().filter(isOperation);
