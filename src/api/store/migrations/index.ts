import type { Migration } from 'kysely/migration';
import { first } from './0001-first.js';
import { life } from './0002-life.js';
import { paywall } from './0005-paywall.js';
import { portalLinks } from './0008-portal-links.js';
import { meters } from './0009-meters.js';
import { webhooks } from './0010-webhooks.js';
import { answers } from './0011-answers.js';
import { forgetting } from './0012-forgetting.js';
import { locales } from './0013-locales.js';
import { billedTo } from './0014-billed-to.js';
import { places } from './0015-places.js';
import { trials } from './0017-trials.js';
import { settledUse } from './0018-settled-use.js';
import { webhookSecrets } from './0019-webhook-secrets.js';
import { translations } from './0020-translations.js';
import { declines } from './0021-declines.js';

/** By name, in order. A migration that has shipped is never edited: add another. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-life': life,
  '0005-paywall': paywall,
  '0008-portal-links': portalLinks,
  '0009-meters': meters,
  '0010-webhooks': webhooks,
  '0011-answers': answers,
  '0012-forgetting': forgetting,
  '0013-locales': locales,
  '0014-billed-to': billedTo,
  '0015-places': places,
  '0017-trials': trials,
  '0018-settled-use': settledUse,
  '0019-webhook-secrets': webhookSecrets,
  '0020-translations': translations,
  '0021-declines': declines,
};
