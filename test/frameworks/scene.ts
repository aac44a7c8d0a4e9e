/** What a page is told, and what it shows of itself to the test, besides its HTML. */
export interface Scene {
  readonly settings: { readonly apiUrl: string; readonly sessionTokenUrl: string };
  readonly clientsMade: number;
  client?: { readonly session: { getToken(): Promise<string> } } | undefined;
  /** Takes the whole app out of the page. */
  unmount?: () => void;
}

declare global {
  // `var` is the one way to type a property of `globalThis`.
  var scene: Scene;
}
