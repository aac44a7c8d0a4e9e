import { createSessionToken, revokeSessionToken } from '../../contract/index.js';
import { newId } from '../domain/ids.js';
import { signToken } from '../domain/session-token.js';
import { notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { findOrAddCustomerOfUser } from '../store/customers.js';
import { addSession, revokeSession } from '../store/sessions.js';

export function sessionRoutes({ route }: Router): void {
  route(createSessionToken, async ({ body, db, project, services, now }) => {
    const customer = await findOrAddCustomerOfUser(db, project.id, body.externalUserId, body.externalOrganizationId, now);
    const jti = newId('tok');
    const issuedAt = Math.floor(services.now() / 1000);
    const expires = issuedAt + body.expiresIn;
    await addSession(db, { projectId: project.id, customerId: customer.id, id: jti, expiresAt: new Date(expires * 1000) });
    const sessionToken = await signToken(
      {
        jti,
        iat: issuedAt,
        exp: expires,
        merchant_id: project.id,
        external_user_id: body.externalUserId,
        ...(body.externalOrganizationId && { external_organization_id: body.externalOrganizationId }),
        ...(body.allowedOperations && { allowed_operations: body.allowedOperations }),
        ...(body.metadata && { metadata: body.metadata }),
      },
      project.mode,
      project.sessionSecret,
    );
    return { sessionToken, expiresAt: new Date(expires * 1000).toISOString() };
  });

  route(revokeSessionToken, async ({ params, db, project, now }) => {
    if (!(await revokeSession(db, project.id, params.jti, now))) throw notFound('session token, or it was revoked before');
    return { deleted: true as const };
  });
}
