import { expect } from '@open-wc/testing';
import { OneState } from '../../src/elements/internal/element/states.js';

customElements.define('state-host', class extends HTMLElement {});

describe('custom states', () => {
  const changeThem = (host: Element & { attachInternals?: unknown }): void => {
    const state = new OneState(host as HTMLElement);
    state.show('over');
    state.also('pending', true);
    state.also('pending', false);
    state.show(undefined);
  };

  it('are one at a time, and what may be on beside it', () => {
    const host = document.createElement('state-host');
    const state = new OneState(host);
    state.show('near');
    state.show('over');
    state.also('pending', true);
    expect([':state(near)', ':state(over)', ':state(pending)'].map((it) => host.matches(it))).to.deep.equal([false, true, true]);
    state.also('pending', false);
    state.show(undefined);
    expect(host.matches(':state(over)') || host.matches(':state(pending)')).to.equal(false);
  });

  it('are left out where a browser, or the DOM of a test, has none', () => {
    const states = Object.getOwnPropertyDescriptor(ElementInternals.prototype, 'states') ?? {};
    Reflect.deleteProperty(ElementInternals.prototype, 'states');
    try {
      changeThem(document.createElement('state-host'));
    } finally {
      Object.defineProperty(ElementInternals.prototype, 'states', states);
    }
    changeThem(Object.assign(document.createElement('state-host'), { attachInternals: undefined }));
  });
});
