/** Where a page that leaves can be held: Chromium, so far. */
export const itLeaves = 'navigation' in window ? it : it.skip;

/** Where the page would have gone next; it stays. */
export const leaving = (): Promise<string> =>
  new Promise((resolve) => {
    const { navigation } = window as unknown as { navigation: EventTarget };
    const stay = (event: Event & { destination?: { url: string } }): void => {
      event.preventDefault();
      navigation.removeEventListener('navigate', stay);
      resolve(event.destination?.url ?? '');
    };
    navigation.addEventListener('navigate', stay);
  });
