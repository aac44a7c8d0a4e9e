import { changeTokenBalance, withdrawTokens } from '../../contract/index.js';
import { dayOf } from '../domain/token-balance.js';
import type { Router } from '../http/router.js';
import { actorOf, identified, refuseForeignPaywall } from '../services/identity.js';
import { changeTokens, tokenType } from '../services/tokens.js';
import { loadBalances } from '../store/token-balances.js';

export function tokenRoutes({ route }: Router): void {
  route(
    changeTokenBalance,
    async (call) => {
      const { body, db, project, now } = call;
      refuseForeignPaywall(project, call.params.id);
      const customer = await identified(call, body, 'identity_not_found');
      const type = await tokenType(db, project.id, body.type);
      const count = await changeTokens(db, customer, type, body.op === 'credit' ? body.amount : -body.amount, now);
      const balances = await loadBalances(db, { projectId: project.id, customerId: customer.id }, dayOf(now));
      return { success: true as const, user_id: customer.id, type: type.type, count, balances };
    },
    { actor: async ({ body }) => actorOf(body) },
  );

  route(
    withdrawTokens,
    async (call) => {
      const { body, db, project, now } = call;
      refuseForeignPaywall(project, body.paywall_id);
      const customer = await identified(call, body, 'identity_not_found');
      const type = await tokenType(db, project.id, body.token_type);
      return { success: true as const, remaining: await changeTokens(db, customer, type, -body.tokens, now) };
    },
    { actor: async ({ body }) => actorOf(body) },
  );
}
