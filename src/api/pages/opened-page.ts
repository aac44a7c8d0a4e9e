import type { Context } from 'hono';
import { projectTime, type Services } from '../http/router.js';
import { findHostedPage } from '../services/hosted.js';
import { findCustomer } from '../store/customers.js';
import { findProject } from '../store/projects.js';
import type { Customer, HostedPage, Project } from '../store/tables.js';
import { wordsFor, type PageWords, type TextKey } from './words/index.js';

/** A hosted page of a customer's, and what every step on it needs. */
export interface OpenedPage {
  readonly project: Project;
  readonly hosted: HostedPage;
  readonly customer: Customer;
  readonly now: Date;
  readonly baseUrl: string;
  readonly words: PageWords;
}

/** Undefined where there is none at this address, or it is over. */
export async function look(services: Services, kind: HostedPage['kind'], c: Context): Promise<OpenedPage | undefined> {
  const hosted = await findHostedPage(services.db, kind, c.req.param('id') ?? '');
  const project = hosted && (await findProject(services.db, hosted.projectId));
  const customer = project && (await findCustomer(services.db, project.id, hosted.customerId));
  if (!customer) return undefined;
  const now = projectTime(project, services.now());
  const words = wordsFor({ locale: hosted.locale, request: c.req.raw, project });
  return hosted.expiresAt > now ? { project, hosted, customer, now, words, baseUrl: services.publicUrl ?? new URL(c.req.url).origin } : undefined;
}

/** A title that says so first where something is wrong: it is what a screen reader reads out as the page comes. */
export function titled(words: PageWords, key: TextKey, project: Project, isWrong: boolean): { title: string; words: PageWords } {
  const title = `${words.text(key)} · ${project.name}`;
  return { title: isWrong ? words.text('errorIn', { title }) : title, words };
}
