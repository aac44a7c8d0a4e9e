import type { ReactiveControllerHost } from 'lit';

/** Nothing on the page has the focus, as when what had it was taken away; `activeElement` says so only some time after. */
export const isFocusLost = (): boolean => !document.querySelector(':focus-within');

/** Whether it may go to a better place: nothing has it, or the element that keeps it. (`:focus` tells of a host also where something in it has it.) */
export const isFocusFree = (host: Element): boolean => !host.shadowRoot?.activeElement && (isFocusLost() || host.matches(':focus'));

/** Whether an element has it, or something in it, or in what the page puts into it. `:focus-within` does not tell of all that lies above the page. */
export const hasFocus = (host: Element): boolean => host.contains((host.getRootNode() as Document | ShadowRoot).activeElement);

/** Gives the focus to what no one can reach by Tab; what comes after it in the page, one then can. */
export function focusOn(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** Where what had the focus is drawn no more (an alert is put away, a face is left by "Try again"), its element keeps it. */
export function keepFocus(host: ReactiveControllerHost & HTMLElement): void {
  const focused = (): Element | null | undefined => host.shadowRoot?.activeElement;
  let before: ReturnType<typeof focused>;
  host.addController({
    hostUpdate() {
      before = focused();
    },
    hostUpdated() {
      if (before && !focused()) focusOn(host);
    },
  });
}
