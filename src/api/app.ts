import { Hono, type Context } from 'hono';
import { testCards, type PaymentProcessor } from './domain/payments.js';
import { allowsOrigin } from './domain/origin.js';
import { publicOrigin } from './domain/public-url.js';
import { allowOrigin, createOriginBook, preflight } from './http/cors.js';
import { newId } from './domain/ids.js';
import type { Caller } from './http/credentials.js';
import { ApiError, errorBody, OwnFault } from './http/errors.js';
import { createRateLimiter, type Allowance, type RateLimit } from './http/rate-limit.js';
import { createRouter, projectTime, type Services, type Variables } from './http/router.js';
import { cardPages } from './pages/card-routes.js';
import { checkoutPages } from './pages/checkout-routes.js';
import { invoicePages } from './pages/invoice-routes.js';
import { portalLinkPages } from './pages/portal-link.js';
import { portalPages } from './pages/portal-routes.js';
import { webhookRoutes } from './routes/webhooks.js';
import { billingRoutes } from './routes/billing.js';
import { checkoutRoutes } from './routes/checkouts.js';
import { customerRoutes } from './routes/customers.js';
import { customerSelfRoutes } from './routes/customer-self.js';
import { featureRoutes } from './routes/features.js';
import { documentationRoutes } from './routes/openapi.js';
import { gatewayRoutes } from './routes/gateway.js';
import { paywallRoutes } from './routes/paywall.js';
import { productRoutes } from './routes/products.js';
import { selfServiceRoutes } from './routes/self-service.js';
import { serviceRoutes } from './routes/service.js';
import { sessionRoutes } from './routes/sessions.js';
import { subscriptionRoutes } from './routes/subscriptions.js';
import { ticketRoutes } from './routes/tickets.js';
import { tokenRoutes } from './routes/tokens.js';
import { usageRoutes } from './routes/usage.js';
import type { Database } from './store/database.js';
import { listOriginRules, listProjects } from './store/projects.js';
import { createUsageRecorder } from './services/usage-recorder.js';
import { forget } from './services/forget.js';
import { runDue as runDueIn } from './services/lifecycle.js';
import { deliverDue, type WebhookSender } from './services/webhooks.js';

export interface ApiOptions {
  readonly db: Database;
  /** The real clock, in milliseconds; default `Date.now`. */
  readonly now?: () => number;
  /** How webhooks leave this process; without it none do. `startApi` has one for Node. */
  readonly sendWebhook?: WebhookSender;
  /** Who moves the money; default the test cards, with which projects of mode live can sell nothing. */
  readonly payments?: PaymentProcessor;
  /** The origin where people reach this API, e.g. `https://billing.example.com`; default as each request says. */
  readonly publicUrl?: string;
  /** How the metered gateway reaches its upstreams. */
  readonly gateway?: GatewayOptions;
  /** Requests of one project; default 20,000 in 10 s. */
  readonly projectLimit?: RateLimit;
  /** Requests of one signed-in customer; default 2,000 in 10 s. */
  readonly customerLimit?: RateLimit;
  /** Called with every fault of ours. Default: nothing is logged. */
  readonly onError?: (error: unknown, requestId: string) => void;
  /** Checks each answer against the contract, for tests. */
  readonly checkAnswers?: boolean;
}

export interface GatewayOptions {
  /** Default the platform's. */
  readonly fetch?: typeof fetch;
  /** The value of a `${GATEWAY_…}` in an upstream's headers. Default: there are none. */
  readonly secret?: (name: string) => string | undefined;
  /** From the call to the end of the answer, well below an hour; default 10 min. */
  readonly timeoutMs?: number;
}

export interface Api {
  /** Method and path of every route, hosted pages too; paths in Hono's spelling. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  fetch(request: Request): Promise<Response>;
  /**
   * Lets happen what has fallen due in every project: call it every so often. Any number of processes may. Rejects once
   * all is done that could be: what could not is due the next time too.
   */
  runDue(): Promise<void>;
  /** Tries the webhook deliveries that are due, and gives their number. Call it every second or so; any number of processes may. */
  deliverWebhooks(): Promise<number>;
}

const PROJECT_LIMIT: RateLimit = { limit: 20_000, windowMs: 10_000 };
const CUSTOMER_LIMIT: RateLimit = { limit: 2_000, windowMs: 10_000 };

/** Well below the life of a hold. */
const GATEWAY_TIMEOUT_MS = 600_000;

type Env = { Variables: Variables };

/** The billing API as one function from request to answer. It runs wherever `fetch` and Web Crypto do. */
export function createApi(options: ApiOptions): Api {
  const { db, now = Date.now, payments = testCards, onError } = options;
  const publicUrl = options.publicUrl === undefined ? undefined : publicOrigin(options.publicUrl);
  const gateway = { fetch: (...args: Parameters<typeof fetch>) => fetch(...args), secret: () => undefined, timeoutMs: GATEWAY_TIMEOUT_MS, ...options.gateway };
  const services: Services = { db, now, payments, usage: createUsageRecorder(db), publicUrl, gateway };
  const origins = createOriginBook(() => listOriginRules(db), now);
  const projectLimit = createRateLimiter(options.projectLimit ?? PROJECT_LIMIT, now);
  const customerLimit = createRateLimiter(options.customerLimit ?? CUSTOMER_LIMIT, now);
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    c.set('requestId', requestIdOf(c));
    const origin = c.req.header('origin');
    if (c.req.method === 'OPTIONS') return preflight(c, origin !== undefined && (await origins.trusts(origin)));
    await next();
    c.header('X-Request-Id', c.get('requestId'));
    c.header('Vary', 'Origin', { append: true });
    const project = c.get('project');
    if (origin && (project ? allowsOrigin(project, origin) : await origins.trusts(origin))) allowOrigin(c.res.headers, origin);
  });

  const router = createRouter(app, services, {
    checkAnswers: options.checkAnswers ?? false,
    onCaller(c, caller) {
      if (caller.kind !== 'none') tell(c, allowanceOf(caller));
    },
  });

  function allowanceOf(caller: Exclude<Caller, { kind: 'none' }>): Allowance {
    const whole = projectLimit(caller.project.id);
    if (!whole.allowed || caller.kind !== 'session') return whole;
    return customerLimit(`${caller.project.id} ${caller.customer.id}`);
  }

  for (const register of [paywallRoutes, tokenRoutes, ticketRoutes, gatewayRoutes]) register(router);
  for (const register of [sessionRoutes, productRoutes, featureRoutes, usageRoutes, checkoutRoutes, customerSelfRoutes, serviceRoutes]) register(router);
  for (const register of [customerRoutes, subscriptionRoutes, selfServiceRoutes, billingRoutes, webhookRoutes]) register(router);
  for (const register of [checkoutPages, portalPages, portalLinkPages, cardPages, invoicePages]) register(app, services);
  documentationRoutes(app, router);

  app.notFound((c) => refuse(c, new ApiError('not_found', `There is no ${c.req.method} ${c.req.path}`)));
  app.onError((error, c) => {
    const refusal = error instanceof ApiError ? error : new OwnFault('internal_error', 'Something went wrong on our side', error);
    if (refusal instanceof OwnFault) onError?.(refusal.cause, c.get('requestId'));
    return refuse(c, refusal);
  });

  function refuse(c: Context<Env>, error: ApiError): Response {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(errorBody(error, { requestId: c.get('requestId'), at: new Date(now()), path: c.req.path }), error.status as 400);
  }

  return { routes: app.routes, fetch: async (request) => app.fetch(request), runDue, deliverWebhooks };

  async function deliverWebhooks(): Promise<number> {
    const { sendWebhook: send } = options;
    return send ? deliverDue({ db, now, send }) : 0;
  }

  async function runDue(): Promise<void> {
    const failures: unknown[] = [];
    const note = (failure: unknown): void => void failures.push(failure);
    for (const project of await listProjects(db)) {
      const time = projectTime(project, now());
      // Who cannot be dealt with now stands in nobody else's way.
      await runDueIn(services, project, time).catch(note);
      await forget(db, project.id, { now: time, realNow: new Date(now()) }).catch(note);
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not all that is due could be done');
  }
}

/** The limits of the narrower scope, on every answer; refuses above them. */
function tell(c: Context<Env>, { allowed, limit, remaining, resetSeconds }: Allowance): void {
  c.header('X-RateLimit-Limit', String(limit));
  c.header('X-RateLimit-Remaining', String(remaining));
  c.header('X-RateLimit-Reset', String(resetSeconds));
  if (!allowed) throw new ApiError('rate_limited', 'Too many requests', undefined, { 'Retry-After': String(resetSeconds) });
}

/** The caller's own id, if it can be put into a log as it is. */
const requestIdOf = (c: Context): string => {
  const given = c.req.header('x-request-id');
  return given && /^[\w.-]{1,100}$/.test(given) ? given : newId('req');
};
