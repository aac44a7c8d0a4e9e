import { css, html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Address, BillingDetails } from '../../../contract/billing-details.js';
import { updateBillingDetails } from '../../../core/actions/account.js';
import type { BillingError } from '../../../core/errors.js';
import { billingDetails } from '../../../core/resources/account.js';
import { countries } from '../../../countries.js';
import { billingForm } from '../../../locales/en/billing-form.js';
import { faces } from '../../../locales/en.js';
import { BillingDetailsChangeEvent, BillingDetailsUpdateRequestEvent } from '../../events.js';
import { billingForm as styles } from '../../styles/billing-form.js';
import { field } from '../../styles/field.js';
import type { ActionController } from '../element/action-controller.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';
import { untilShown } from '../client/until-shown.js';
import { adoptLate } from '../element/on-demand.js';
import { Words } from '../words/words.js';

const english = { faces, billingForm };

/** For each field: what a browser may fill in, and the longest text that the API takes. */
const FIELDS = {
  name: ['name', 200],
  email: ['email', 320],
  line1: ['address-line1', 200],
  line2: ['address-line2', 200],
  postalCode: ['postal-code', 30],
  city: ['address-level2', 100],
  state: ['address-level1', 100],
  country: ['country', 2],
  taxId: ['', 50],
} as const;
type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as Field[];
const OF_ADDRESS = ['line1', 'line2', 'postalCode', 'city', 'state', 'country'] as const;

export interface BillingFormFrame {
  readonly host: LitElement & BillingHost;
  readonly actions: ActionController;
  readonly billing: BillingController;
  /** What the form begins with. Later answers of the API do not change it. */
  readonly details: BillingDetails;
  /** @param news how it ended; undefined if it was given up */
  close(news?: string): void;
}

/** The form in place of the details. It keeps what is typed itself, so that no new drawing of the element loses it. */
export class BillingForm {
  readonly #frame: BillingFormFrame;
  readonly #words: Words<typeof english>;
  readonly #before: Readonly<Record<Field, string>>;
  readonly #typed: Record<Field, string>;
  #wrong: ReadonlySet<string> = new Set();

  constructor(frame: BillingFormFrame) {
    this.#frame = frame;
    this.#words = new Words(frame.host, english);
    const { address, ...others } = frame.details;
    const known: Partial<Record<Field, string | null>> = { ...others, ...address };
    this.#before = Object.fromEntries(NAMES.map((name) => [name, known[name] ?? ''])) as Record<Field, string>;
    this.#typed = { ...this.#before };
    adoptLate(frame.host, css`${field} ${styles}`);
  }

  render(): TemplateResult {
    const words = this.#words;
    const { actions } = this.#frame;
    const isBusy = actions.busy !== undefined;
    const failure = this.#wrong.size > 0 ? undefined : actions.failure;
    return html`
      <form novalidate @submit=${this.#submit} @input=${this.#keep} @change=${this.#keep}>
        ${this.#renderField('name')} ${this.#renderField('email', 'email')} ${this.#renderField('line1')} ${this.#renderField('line2')}
        <div class="pair">${this.#renderField('postalCode')} ${this.#renderField('city')}</div>
        <div class="pair">${this.#renderField('state')} ${this.#renderCountry()}</div>
        ${this.#renderField('taxId')}
        <p class="trouble" part="trouble" role="alert" ?hidden=${!failure}>${failure ? actions.explain(failure) : nothing}</p>
        <div class="row start">
          <button class="button primary" part="save" type="submit" aria-disabled=${isBusy}>${words.text(isBusy ? 'saving' : 'save')}</button>
          <button class="button" part="cancel" type="button" @click=${() => this.#frame.close()}>${words.text('cancel')}</button>
        </div>
      </form>
    `;
  }

  #renderField(name: Exclude<Field, 'country'>, type = 'text'): TemplateResult {
    const [token, longest] = FIELDS[name];
    return this.#renderLabeled(
      name,
      html`<input
        class="input"
        part="input"
        id=${name}
        name=${name}
        type=${type}
        maxlength=${longest}
        autocomplete=${token ? `billing ${token}` : 'off'}
        aria-invalid=${this.#wrong.has(name)}
        aria-describedby="${name}-wrong"
        .value=${this.#typed[name]}
      />`,
    );
  }

  #renderCountry(): TemplateResult {
    const { country } = this.#typed;
    const all = countries(this.#words.lang);
    // A country that the API knows and this list does not must survive saving.
    const isOdd = country !== '' && !all.some(({ code }) => code === country);
    const option = (code: string, name: string): TemplateResult => html`<option value=${code} ?selected=${code === country}>${name}</option>`;
    return this.#renderLabeled(
      'country',
      html`<select class="input" part="input" id="country" name="country" autocomplete="billing country" aria-invalid=${this.#wrong.has('country')} aria-describedby="country-wrong">
        ${option('', '')} ${isOdd ? option(country, country) : nothing} ${all.map(({ code, name }) => option(code, name))}
      </select>`,
    );
  }

  #renderLabeled(name: Field, control: TemplateResult): TemplateResult {
    const words = this.#words;
    const wrong = this.#wrong.has(name) ? words.text(name === 'email' ? 'wrongEmail' : 'wrong', { field: words.text(name) }) : nothing;
    return html`<div class="field" part="field"><label for=${name}>${words.text(name)}</label>${control}<span class="wrong" id="${name}-wrong">${wrong}</span></div>`;
  }

  readonly #keep = ({ target }: Event): void => {
    const { name, value } = target as HTMLInputElement;
    this.#typed[name as Field] = value;
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const email = (event.currentTarget as HTMLFormElement).querySelector<HTMLInputElement>('#email');
    void this.#save(email?.validity.valid === false ? ['email'] : []);
  };

  async #save(wrong: readonly string[]): Promise<void> {
    const { actions, host, close } = this.#frame;
    if (wrong.length > 0) return this.#refuse(wrong);
    const changes = this.#changes();
    if (Object.keys(changes).length === 0) return close();
    this.#wrong = new Set();
    const saved = await actions.run('save', new BillingDetailsUpdateRequestEvent(changes), (client) =>
      untilShown(client, billingDetails, updateBillingDetails(client, changes)),
    );
    if (saved) {
      host.dispatchEvent(new BillingDetailsChangeEvent(saved));
      return close(this.#words.text('saved'));
    }
    if (actions.failure) this.#refuse(fieldsOf(actions.failure.error));
  }

  /** Only what has changed; an address changes as a whole. */
  #changes(): Partial<BillingDetails> {
    const now = (name: Field): string | null => this.#typed[name].trim() || null;
    const isNew = (name: Field): boolean => (now(name) ?? '') !== this.#before[name];
    const address = Object.fromEntries(OF_ADDRESS.map((name) => [name, now(name)])) as Address;
    return {
      ...(isNew('name') && { name: now('name') }),
      ...(isNew('email') && { email: now('email') }),
      ...(OF_ADDRESS.some(isNew) && { address: Object.values(address).some(Boolean) ? address : null }),
      ...(isNew('taxId') && { taxId: now('taxId') }),
    };
  }

  #refuse(wrong: readonly string[]): void {
    this.#wrong = new Set(wrong);
    this.#frame.host.requestUpdate();
    if (wrong.length > 0) void this.#focusWrong();
  }

  async #focusWrong(): Promise<void> {
    const { host } = this.#frame;
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }
}

/** Which fields the API found wrong: its `details.issues` have paths like `address.line1`. */
function fieldsOf({ details }: BillingError): string[] {
  const { issues } = Object(details) as { issues?: unknown };
  if (!Array.isArray(issues)) return [];
  return issues.map((issue) => String(Object(issue)['path']).split('.').at(-1) ?? '').filter((name) => name in FIELDS);
}
