/** Whether nothing on the page has the focus, as after what had it is gone; `activeElement` says so only some time later. */
export const isFocusLost = (): boolean => !document.querySelector(':focus-within');

/** Whether the focus may go to a better place: nothing has it, or only the element itself. (`:focus` matches a host also when something inside has it.) */
export const isFocusFree = (host: Element): boolean => !host.shadowRoot?.activeElement && (isFocusLost() || host.matches(':focus'));

/** Whether the element, something in it or something slotted into it has the focus. `:focus-within` does not see all of the top layer. */
export const hasFocus = (host: Element): boolean => host.contains((host.getRootNode() as Document | ShadowRoot).activeElement);
