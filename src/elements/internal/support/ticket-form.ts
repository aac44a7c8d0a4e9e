import { css, html, nothing, type LitElement, type TemplateResult } from 'lit';
import { createSupportTicket, type TicketInput } from '../../../core/actions/support-ticket.js';
import { ticketForm } from '../../../locales/en/ticket-form.js';
import { faces } from '../../../locales/en.js';
import { BillingTicketCreatedEvent, BillingTicketRequestEvent } from '../../events.js';
import { field } from '../../styles/field.js';
import { ticketForm as styles } from '../../styles/ticket-form.js';
import type { ActionController, ActionFailure } from '../element/action-controller.js';
import type { BillingHost } from '../client/billing-controller.js';
import { notice } from '../element/faces.js';
import { adoptLate } from '../element/on-demand.js';
import { TicketAttachments } from './ticket-attachments.js';
import { Words } from '../words/words.js';

const english = { faces, ticketForm };

/** How long a text may be, in characters. */
const LENGTHS = { subject: { least: 3, most: 200 }, content: { least: 1, most: 5000 } } as const;
type TextName = keyof typeof LENGTHS;
type Field = TextName | 'email';

export interface TicketFormFrame {
  readonly host: LitElement & BillingHost;
  readonly actions: ActionController;
}

/** The form and its outcome. It keeps what is typed itself, so that no new drawing of the element loses it. */
export class TicketForm {
  readonly #frame: TicketFormFrame;
  readonly #words: Words<typeof english>;
  #typed: Record<Field, string> = { subject: '', content: '', email: '' };
  readonly #attached: TicketAttachments;
  #wrong: readonly Field[] = [];
  /** It stays until something is changed, so sending again after a failure opens no second ticket. */
  #key: string | undefined;
  #sending: AbortController | undefined;
  #sentId: string | undefined;

  constructor(frame: TicketFormFrame) {
    this.#frame = frame;
    this.#words = new Words(frame.host, english);
    this.#attached = new TicketAttachments(frame.host, this.#words, (change, focus) => this.#change(change, focus));
    adoptLate(frame.host, css`${field} ${styles}`);
  }

  /** @param email the customer's address for answers; null asks for one */
  render(email: string | null): TemplateResult {
    const words = this.#words;
    if (this.#sentId !== undefined) return this.#renderSent(this.#sentId, email ?? this.#typed.email);
    const failure = this.#wrong.length > 0 ? undefined : this.#frame.actions.failure;
    const isSending = this.#sending !== undefined;
    return html`
      <form novalidate aria-busy=${isSending ? 'true' : nothing} @submit=${(event: SubmitEvent) => void this.#submit(event, email)} @input=${this.#keep}>
        ${email === null ? this.#renderField('email', this.#renderInput('email')) : html`<p class="soft">${words.text('answerTo', { email })}</p>`}
        ${this.#renderField('subject', this.#renderInput('subject'))}
        ${this.#renderField(
          'content',
          html`<textarea class="input" part="input" id="content" name="content" rows="6" aria-invalid=${this.#isWrong('content')} aria-describedby="content-note" .value=${this.#typed.content}></textarea>`,
        )}
        ${this.#attached.render()}
        <p class="trouble" part="trouble" role="alert" ?hidden=${!failure}>${failure ? this.#troubleText(failure) : nothing}</p>
        ${isSending ? this.#renderProgress() : nothing}
        <div class="row start">
          <button class="button primary" part="send" type="submit" aria-disabled=${isSending}>${words.text(isSending ? 'sending' : 'send')}</button>
          ${isSending ? html`<button class="button" part="cancel" type="button" @click=${() => this.#sending?.abort()}>${words.text('cancel')}</button>` : nothing}
        </div>
      </form>
    `;
  }

  #renderInput(name: 'subject' | 'email'): TemplateResult {
    const isEmail = name === 'email';
    return html`<input
      class="input"
      part="input"
      id=${name}
      name=${name}
      type=${isEmail ? 'email' : 'text'}
      autocomplete=${isEmail ? 'email' : 'off'}
      aria-invalid=${this.#isWrong(name)}
      aria-describedby="${name}-note"
      .value=${this.#typed[name]}
    />`;
  }

  #renderField(name: Field, control: TemplateResult): TemplateResult {
    const words = this.#words;
    const { left, aloud } = name === 'email' ? { left: undefined, aloud: undefined } : this.#room(name);
    const note = this.#isWrong(name) ? this.#wrongText(name) : left === undefined ? '' : this.#roomText(left);
    const isBad = this.#isWrong(name) || (left ?? 0) < 0;
    return html`
      <div class="field" part="field">
        <label for=${name}>${words.text(name)}</label>
        ${control}
        <span class=${isBad ? 'wrong' : 'hint'} id="${name}-note">${note}</span>
        <span class="hidden" aria-live="polite">${aloud === undefined ? nothing : this.#roomText(aloud)}</span>
      </div>
    `;
  }

  /** Only whether it is under way: `fetch` does not say how far it is, and another way to the API would need the token. */
  #renderProgress(): TemplateResult {
    const words = this.#words;
    const { files } = this.#attached;
    const text = files.length > 0 ? words.text('sendingFiles', { count: files.length, size: this.#attached.totalSize }) : words.text('sending');
    return html`<div class="progress"><progress part="progress" aria-label=${text}></progress><span class="small soft">${text}</span></div>`;
  }

  #renderSent(id: string, email: string): TemplateResult {
    const words = this.#words;
    const again = { label: words.text('another'), run: () => this.#begin() };
    return html`<div class="sent" tabindex="-1">${notice({ title: words.text('sent'), text: words.text('sentText', { id, email }), action: again })}</div>`;
  }

  readonly #keep = ({ target }: Event): void => {
    const { name, value } = target as HTMLInputElement;
    if (name in this.#typed) this.#change(() => (this.#typed[name as Field] = value));
  };

  /** After a change old errors may be wrong, and it is another ticket. */
  #change(change: () => void, focus?: string): void {
    if (this.#sending) return;
    this.#attached.refused = [];
    change();
    this.#key = undefined;
    this.#wrong = this.#wrong.filter((name) => this.#findWrong(name));
    this.#frame.host.requestUpdate();
    if (focus) void this.#focus(focus);
  }

  async #submit(event: SubmitEvent, email: string | null): Promise<void> {
    event.preventDefault();
    const { actions, host } = this.#frame;
    if (this.#sending) return;
    this.#wrong = (['email', 'subject', 'content'] as const).filter((name) => (name !== 'email' || email === null) && this.#findWrong(name));
    host.requestUpdate();
    if (this.#wrong.length > 0) return this.#focus('[aria-invalid=true]');
    const ticket = this.#ticket(email);
    const sending = new AbortController();
    const answer = await actions.run('send', new BillingTicketRequestEvent(ticket), (client) => {
      this.#sending = sending;
      host.requestUpdate();
      return createSupportTicket(client, ticket, sending.signal).catch((error: unknown) => {
        if (!sending.signal.aborted) throw error;
        return undefined;
      });
    });
    this.#sending = undefined;
    host.requestUpdate();
    if (!answer) return sending.signal.aborted ? this.#say('stopped') : undefined;
    this.#sentId = answer.ticket.id;
    host.dispatchEvent(new BillingTicketCreatedEvent(answer.ticket.id));
    await this.#focus('.sent');
  }

  #ticket(email: string | null): TicketInput {
    this.#key ??= crypto.randomUUID();
    const { subject, content, email: typed } = this.#typed;
    return {
      subject: subject.trim(),
      content: content.trim(),
      idempotencyKey: this.#key,
      ...(this.#attached.files.length > 0 && { files: this.#attached.files }),
      ...(email === null && { email: typed.trim() }),
    };
  }

  #begin(): void {
    this.#sentId = undefined;
    this.#attached.files = [];
    this.#typed = { ...this.#typed, subject: '', content: '' };
    this.#change(() => {}, '#subject');
  }

  #say(key: 'stopped'): void {
    this.#frame.actions.say(this.#words.text(key));
    void this.#focus('[part=send]');
  }

  #isWrong(name: Field): boolean {
    return this.#wrong.includes(name);
  }

  #findWrong(name: Field): boolean {
    const length = this.#typed[name].trim().length;
    if (name !== 'email') return length < LENGTHS[name].least || length > LENGTHS[name].most;
    return !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(this.#typed.email.trim());
  }

  #wrongText(name: Field): string {
    if (name === 'email') return this.#words.text('wrongEmail');
    const { least, most } = LENGTHS[name];
    const { length } = this.#typed[name].trim();
    return length > most ? this.#roomText(most - length) : this.#words.text('tooShort', { count: least });
  }

  /** How much still fits, shown near the limit. It is read out in steps, not after every key. */
  #room(name: TextName): { left?: number; aloud?: number } {
    const { most } = LENGTHS[name];
    const left = most - this.#typed[name].trim().length;
    if (left > most / 10) return {};
    const step = most / 20;
    return { left, aloud: left < 0 ? left : Math.ceil(left / step) * step };
  }

  #roomText(left: number): string {
    return left < 0 ? this.#words.text('tooLong', { count: -left }) : this.#words.text('left', { count: left });
  }

  async #focus(selector: string): Promise<void> {
    const { host } = this.#frame;
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #troubleText(failure: ActionFailure): string {
    const isFile = ['invalid_file', 'payload_too_large'].includes(failure.error.code);
    return isFile ? this.#words.text('notTaken') : this.#frame.actions.explain(failure);
  }
}
