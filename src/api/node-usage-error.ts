/** A mistake in how a command was called, printed without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
