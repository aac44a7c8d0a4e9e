import type { ReactiveControllerHost } from 'lit';

/** Who wants to show a toast on this page; the first one does. */
let waiting: ReactiveControllerHost[] = [];

/** Whether it is this one's turn. If not, it is drawn again when its turn comes. */
export function takeTurn(host: ReactiveControllerHost): boolean {
  if (!waiting.includes(host)) waiting.push(host);
  return waiting[0] === host;
}

export function endTurn(host: ReactiveControllerHost): void {
  if (!waiting.includes(host)) return;
  waiting = waiting.filter((it) => it !== host);
  waiting[0]?.requestUpdate();
}
