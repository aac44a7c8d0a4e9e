import type { CatalogFile } from '../domain/catalog-file.js';
import billing from './billing.json' with { type: 'json' };

/** What the demo sells: the very file that `billing-elements apply` takes, so that it is an example as well. */
export const demoCatalog = billing as CatalogFile;
