import type * as core from '../../src/core/index.js';

/** The core as loaded for this run: the real one, or a copy with one mechanism taken out. */
export type Core = typeof core;

export interface Row {
  /** As in `--break NAME`. */
  readonly name: string;
  readonly fault: string;
  readonly bar: string;
  /** The edit of a core file that removes the row's mechanism; the row must then miss its bar. */
  readonly without: { readonly file: string; readonly find: string; readonly put: string };
  /** `folder` has that core's source. */
  run(core: Core, folder: string): Promise<Outcome>;
}

export interface Outcome {
  readonly figure: string;
  readonly holds: boolean;
}
