import type { ReactiveControllerHost } from 'lit';

/** Whether nothing on the page has the focus, as after what had it is gone; `activeElement` says so only some time later. */
export const isFocusLost = (): boolean => !document.querySelector(':focus-within');

/** Whether the focus may go to a better place: nothing has it, or only the element itself. (`:focus` matches a host also when something inside has it.) */
export const isFocusFree = (host: Element): boolean => !host.shadowRoot?.activeElement && (isFocusLost() || host.matches(':focus'));

/** Whether the element, something in it or something slotted into it has the focus. `:focus-within` does not see all of the top layer. */
export const hasFocus = (host: Element): boolean => host.contains((host.getRootNode() as Document | ShadowRoot).activeElement);

/** Gives the focus to something that Tab does not reach; from there Tab goes on to what follows in the page. */
export function focusOn(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** If what had the focus is gone (an alert is put away, a face is left by "Try again"), its element takes the focus. */
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
