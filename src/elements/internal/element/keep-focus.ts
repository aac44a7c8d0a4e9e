import type { ReactiveControllerHost } from 'lit';

/** Gives the focus to something that Tab does not reach; from there Tab goes on to what follows in the page. */
export function focusOn(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** If what had the focus is gone (an alert is dismissed, a face is left by "Try again"), its element takes the focus. */
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
