import { newId } from '../domain/ids.js';
import type { Db } from '../store/database.js';
import type { Customer, HostedPage, Project } from '../store/tables.js';
import { checkedUrl } from './checkout.js';

const LIFE_MS: Record<HostedPage['kind'], number> = { portal: 24 * 3_600_000, setup: 3_600_000 };

export interface HostedPageRequest {
  readonly kind: HostedPage['kind'];
  readonly returnUrl?: string | undefined;
  readonly locale?: string | null | undefined;
  readonly now: Date;
}

/** Opens a hosted page for a customer. Whoever has its address may use it until it expires. */
export const openHostedPage = (
  db: Db,
  project: Project,
  customer: Customer,
  { kind, returnUrl, locale, now }: HostedPageRequest,
): Promise<HostedPage> =>
  db
    .insertInto('hostedPages')
    .values({
      projectId: project.id,
      customerId: customer.id,
      id: newId(kind === 'portal' ? 'ps' : 'seti'),
      kind,
      returnUrl: checkedUrl(project, 'returnUrl', returnUrl),
      locale: locale ?? null,
      expiresAt: new Date(now.getTime() + LIFE_MS[kind]),
      createdAt: now,
      completedAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

export async function changeHostedPage(
  db: Db,
  { projectId, customerId, id }: HostedPage,
  changes: Partial<Pick<HostedPage, 'returnUrl' | 'completedAt'>>,
): Promise<void> {
  await db.updateTable('hostedPages').set(changes).where('projectId', '=', projectId).where('customerId', '=', customerId).where('id', '=', id).execute();
}

export const hostedUrl = ({ kind, id }: HostedPage, baseUrl: string): string => `${baseUrl}/${kind}/${id}`;

export const findHostedPage = (db: Db, kind: HostedPage['kind'], id: string): Promise<HostedPage | undefined> =>
  db.selectFrom('hostedPages').selectAll().where('id', '=', id).where('kind', '=', kind).executeTakeFirst();
