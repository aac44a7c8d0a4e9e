import type { ReactiveControllerHost } from 'lit';

/** Those that want to show a toast on this page, the one that does first. */
let waiting: ReactiveControllerHost[] = [];

/** Whether it is this one's turn; if not, it is drawn again when it is. */
export function takeTurn(host: ReactiveControllerHost): boolean {
  if (!waiting.includes(host)) waiting.push(host);
  return waiting[0] === host;
}

export function endTurn(host: ReactiveControllerHost): void {
  if (!waiting.includes(host)) return;
  waiting = waiting.filter((it) => it !== host);
  waiting[0]?.requestUpdate();
}
