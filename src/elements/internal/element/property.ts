import type { PropertyDeclaration, ReactiveElement } from 'lit';

/**
 * Lit's `@property` without its support for standard decorators, which every page would download.
 * The name is lit's, so that the manifest analyzer sees the property.
 */
export const property =
  (options?: PropertyDeclaration) =>
  (prototype: ReactiveElement, name: string): void =>
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
