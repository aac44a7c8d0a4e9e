import type { Action } from '../core/actions/action.js';
import { BillingError, isBillingError } from '../core/errors.js';
import { createStore } from '../core/store.js';
import type { Scope } from './scope.js';
import { createView, type View, type Whole } from './view.js';

type ActState<Result> =
  | { readonly status: 'idle' }
  | { readonly status: 'pending' }
  | { readonly status: 'done'; readonly result: Result }
  | { readonly status: 'error'; readonly error: BillingError };

/** How an attempt ended. */
export type ActOutcome<Result> = Whole<Extract<ActState<Result>, { status: 'done' | 'error' }>, 'result' | 'error'>;

/** An action, and how the latest attempt went. */
export type ActView<Input, Result> = Whole<ActState<Result>, 'result' | 'error'> & {
  /** Does it. Never rejects: it resolves with the outcome, which the view also has until the next attempt. */
  run(input: Input): Promise<ActOutcome<Result>>;
};

const IDLE = Object.freeze({ status: 'idle' } as const);

/** One per component: it does not show what another one does. */
export function viewAct<Input, Result>(scope: Scope, action: Action<Input, Result>): View<ActView<Input, Result>> {
  const store = createStore<ActState<Result>>(IDLE);
  let latest = 0;

  const run = async (input: Input): Promise<ActOutcome<Result>> => {
    const mine = ++latest;
    store.set({ status: 'pending' });
    const outcome = await attempt(scope, action, input);
    if (mine === latest) store.set(outcome);
    return outcome;
  };
  return createView(store, IDLE, (state) => ({ ...state, run }));
}

async function attempt<Input, Result>(scope: Scope, action: Action<Input, Result>, input: Input): Promise<ActOutcome<Result>> {
  try {
    return { status: 'done', result: await action(scope.need(), input) };
  } catch (cause) {
    const error = isBillingError(cause) ? cause : new BillingError('action_failed', String(cause), { cause });
    return { status: 'error', error };
  }
}
