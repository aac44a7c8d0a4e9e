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

/** Something that can be done, and how the latest try went. */
export type ActView<Input, Result> = Whole<ActState<Result>, 'result' | 'error'> & {
  /** Does it. Rejects with a BillingError; whoever does not wait for it finds that in `error`. */
  run(input: Input): Promise<Result>;
};

const IDLE = Object.freeze({ status: 'idle' } as const);

/** One of these per component: what another one does is not shown here. */
export function viewAct<Input, Result>(scope: Scope, action: Action<Input, Result>): View<ActView<Input, Result>> {
  const store = createStore<ActState<Result>>(IDLE);
  let latest: Promise<Result> | undefined;

  const run = (input: Input): Promise<Result> => {
    const mine = attempt(scope, action, input);
    latest = mine;
    store.set({ status: 'pending' });
    const settle = (state: ActState<Result>): void => {
      if (mine === latest) store.set(state);
    };
    mine.then(
      (result) => settle({ status: 'done', result }),
      (error: BillingError) => settle({ status: 'error', error }),
    );
    return mine;
  };
  return createView(store, IDLE, (state) => ({ ...state, run }));
}

async function attempt<Input, Result>(scope: Scope, action: Action<Input, Result>, input: Input): Promise<Result> {
  try {
    return await action(scope.need(), input);
  } catch (cause) {
    throw isBillingError(cause) ? cause : new BillingError('action_failed', String(cause), { cause });
  }
}
