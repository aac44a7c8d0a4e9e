import {
  createCustomer,
  deleteCustomer,
  getCustomer,
  getCustomerOfUser,
  listCustomers,
  updateCustomer,
} from '../../contract/index.js';
import { ApiError, unknownCustomer } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { cancel } from '../services/cancel.js';
import { addCustomer, changeCustomer, eraseCustomer, findCustomerOfUser, listCustomersOf, lockCustomer } from '../store/customers.js';
import { PAGE_SIZE, pageOf, readCursor } from '../store/paging.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import { toCustomer } from './customer-self.js';
import { customerNamed } from './usage.js';

export function customerRoutes({ route }: Router): void {
  route(createCustomer, async ({ body, db, project, now }) => {
    const { external_user_id: externalUserId, external_organization_id: externalOrganizationId, email, name, metadata } = body;
    const customer = await addCustomer(db, project.id, { externalUserId, externalOrganizationId, email, name, metadata }, now);
    if (customer) return toCustomer(customer);
    const there = await findCustomerOfUser(db, project.id, externalUserId ?? '', externalOrganizationId ?? undefined);
    throw new ApiError('customer_exists', 'There is a customer for this user already', { customer_id: there?.id });
  });

  route(listCustomers, async ({ query, db, project }) => {
    const { limit = PAGE_SIZE, cursor, email } = query;
    const rows = await listCustomersOf(db, project.id, { email, after: readCursor(cursor), limit: limit + 1 });
    return pageOf(rows, limit, toCustomer);
  });

  route(getCustomer, async ({ params, db, project }) => toCustomer(await customerNamed(db, project, params.id)));

  route(getCustomerOfUser, async ({ params, query, db, project }) => {
    const customer = await findCustomerOfUser(db, project.id, params.externalUserId, query.external_organization_id);
    if (!customer) throw unknownCustomer(params.externalUserId);
    return toCustomer(customer);
  });

  route(
    updateCustomer,
    async ({ params, body, db, project }) => {
      const customer = await lockCustomer(db, project.id, (await customerNamed(db, project, params.id)).id);
      return toCustomer(await changeCustomer(db, customer, { ...body, asIdentity: true }));
    },
    { actor: ({ db, project, params }) => customerNamed(db, project, params.id) },
  );

  route(deleteCustomer, async ({ params, db, project, services, now }) => {
    const { id } = await customerNamed(db, project, params.id);
    const locked = () => lockCustomer(db, project.id, id); // each end may take from the credit
    const customer = await locked();
    for (const subscription of await loadSubscriptions(db, project.id, id)) {
      if (subscription.endedAt === null) await cancel(db, services.payments, await locked(), subscription, { immediately: true }, now);
    }
    await eraseCustomer(db, customer, now);
    return { deleted: true as const };
  });
}
