import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

class ProbeElement extends LitElement {
  @property({ type: Number }) value = 1;
  override render() {
    return html`<p>${this.value}</p>`;
  }
}
customElements.define('compiler-probe', ProbeElement);

describe('the compiler behind browser tests', () => {
  it('keeps a decorated property reactive', async () => {
    const probe = await fixture<ProbeElement>(html`<compiler-probe .value=${2}></compiler-probe>`);
    expect(probe.shadowRoot?.textContent).to.equal('2');
    probe.value = 3;
    await probe.updateComplete;
    expect(probe.shadowRoot?.textContent).to.equal('3');
  });
});
