import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkImports } from '../../tools/imports.js';

describe('the check of imports', () => {
  const allowed: readonly (readonly [file: string, code: string])[] = [
    ['core/client.ts', `import type { Product } from '../contract/index.js';`],
    ['core/client.ts', `import { type Product, type Price } from '../contract/index.js';`],
    ['core/transport.ts', `const { checkAnswer } = await import('./strict.js');`],
    ['core/strict.ts', `import * as contract from '../contract/index.js';`],
    ['elements/usage-meter.ts', `import { html } from 'lit'; import { usageMetrics } from '../core/resources/usage.js';`],
    ['elements/internal/words.ts', `import { VERSION } from '../../version.js';`],
    ['api/pages/place.ts', `import { countries } from '../../countries.js';`],
    ['core/in-language.ts', `import { tagsServing } from '../language-tags.js';`],
    ['server/billing.ts', `import { BillingError } from '../core/errors.js';`],
    ['api/routes/products.ts', `import { Hono } from 'hono'; import { listProducts } from '../../contract/index.js';`],
    ['api/seed/catalog.ts', `import billing from '../../../docs/billing.json' with { type: 'json' };`],
    ['api/node.ts', `import { serve } from '@hono/node-server'; import { mkdir } from 'node:fs/promises';`],
    ['react.ts', `import { useState } from 'react'; import { createBillingClient } from './core/index.js';`],
    ['generated/react/usage-meter.ts', `import { createComponent } from '@lit/react'; import { UsageMeter } from '../../elements/usage-meter.js';`],
    ['compat/billingos-react.ts', `import { useMemo } from 'react'; import { useProducts } from '../react.js';`],
    ['views/scope.ts', `import { createClient } from '../core/client.js';`],
    ['index.ts', `export { createBillingClient } from './core/index.js'; export * from './elements/index.js';`],
  ];
  for (const [file, code] of allowed) {
    it(`lets ${file} say ${code}`, () => assert.deepEqual(checkImports(file, code), []));
  }

  const refused: readonly (readonly [file: string, code: string])[] = [
    ['contract/product.ts', `import { BillingError } from '../core/errors.js';`],
    ['contract/product.ts', `import { z } from 'zod';`],
    ['core/client.ts', `import { Product } from '../contract/index.js';`],
    ['core/client.ts', `export { Product } from '../contract/index.js';`],
    ['core/client.ts', `import '../contract/index.js';`],
    ['core/client.ts', `import { LitElement } from 'lit';`],
    ['core/client.ts', `import { html } from 'lit/html.js';`],
    ['core/client.ts', `import type { UsageMeter } from '../elements/usage-meter.js';`],
    ['core/client.ts', `const zod = await import('zod/mini');`],
    ['core/transport.ts', `import { checkAnswer } from './strict.js';`],
    ['core/session.ts', `import { readFile } from 'node:fs/promises';`],
    ['elements/usage-meter.ts', `import { UsageMetric } from '../contract/usage.js';`],
    ['elements/usage-meter.ts', `import { createApi } from '../api/index.js';`],
    ['elements/usage-meter.ts', `import type { Api } from '../api/index.js';`],
    ['elements/usage-meter.ts', `import { useFeature } from '../react.js';`],
    ['elements/usage-meter.ts', `import { chart } from 'some-charts';`],
    ['server/billing.ts', `import { css } from 'lit';`],
    ['server/billing.ts', `import { createApi } from '../api/index.js';`],
    ['server/billing.ts', `import { createHmac } from 'node:crypto';`],
    ['api/app.ts', `import { BillingError } from '../core/errors.js';`],
    ['api/app.ts', `import { verifyWebhook } from '../server/index.js';`],
    ['vue.ts', `export * from './api/index.js';`],
    ['vue.ts', `import { useState } from 'react';`],
    ['views/scope.ts', `import type { Ref } from 'vue';`],
    ['compat/billingos-node.ts', `import { createElement } from 'react';`],
    ['elements/usage-meter.ts', `import { writable } from 'svelte/store';`],
    ['core/store.ts', `import { createScope } from '../views/scope.js';`],
    ['locales/de.ts', `import { html } from 'lit';`],
    ['countries.ts', `import { createClient } from './core/client.js';`],
  ];
  for (const [file, code] of refused) {
    it(`refuses ${file} saying ${code}`, () => assert.equal(checkImports(file, code).length, 1));
  }

  it('knows no folder that it was not told of', () => {
    assert.throws(() => checkImports('helpers/x.ts', `import './y.js';`), /is in no layer/);
  });
});
