import type { CatalogFile } from '../domain/catalog-file.js';
import billing from '../../../docs/billing.json' with { type: 'json' };

/** What the demo sells: the file that `billing-elements apply` takes, shipped as the example of one. */
export const demoCatalog = billing as CatalogFile;
