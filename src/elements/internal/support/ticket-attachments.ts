import { html, type LitElement, type TemplateResult } from 'lit';
import type { ticketForm } from '../../../locales/en/ticket-form.js';
import type { WordsOf } from '../words/words.js';
import { addFiles, BYTES_MAX, COUNT_MAX, TYPES, type RefusedFile } from './ticket-files.js';

const MEGABYTE = 1024 * 1024;
const SIZE: Intl.NumberFormatOptions = { style: 'unit', unit: 'megabyte', unitDisplay: 'short', maximumFractionDigits: 1 };

type TicketWords = WordsOf<{ ticketForm: typeof ticketForm }>;

/** Makes a change of the ticket, unless it is being sent; the focus then goes to what `focus` selects. */
type Change = (change: () => void, focus?: string) => void;

/** The files of a ticket: chosen, dropped and removed. */
export class TicketAttachments {
  files: readonly File[] = [];
  /** Files that were left out, until the ticket is changed again. */
  refused: readonly RefusedFile[] = [];
  readonly #host: LitElement;
  readonly #words: TicketWords;
  readonly #change: Change;
  #isOver = false;

  constructor(host: LitElement, words: TicketWords, change: Change) {
    this.#host = host;
    this.#words = words;
    this.#change = change;
  }

  /** In words: `2.4 MB`. */
  get totalSize(): string {
    return this.#sizeText(this.files.reduce((sum, { size }) => sum + size, 0));
  }

  render(): TemplateResult {
    const words = this.#words;
    const limits = { count: COUNT_MAX, size: this.#sizeText(BYTES_MAX) };
    return html`
      <div class="field">
        <span id="files-label">${words.text('files')}</span>
        <div class="drop ${this.#isOver ? 'over' : ''}" part="drop" @dragover=${this.#handleDrag} @dragleave=${this.#handleDrag} @drop=${this.#handleDrop}>
          <input hidden type="file" multiple accept=${TYPES.join()} @change=${this.#handleChoice} />
          <button class="button" type="button" aria-describedby="limits" @click=${this.#choose}>${words.text('choose')}</button>
          <span class="soft">${words.text('orDrop')}</span>
          <span class="hint" id="limits">${words.text('limits', limits)}</span>
        </div>
        <ul class="files" aria-labelledby="files-label" ?hidden=${this.files.length === 0}>
          ${this.files.map((file) => this.#renderFile(file))}
        </ul>
        <div class="refused" role="alert" ?hidden=${this.refused.length === 0}>
          <ul>
            ${this.refused.map(({ name, why }) => html`<li>${words.text(why, { name, ...limits })}</li>`)}
          </ul>
        </div>
      </div>
    `;
  }

  #renderFile(file: File): TemplateResult {
    const words = this.#words;
    const remove = (): void => this.#change(() => (this.files = this.files.filter((it) => it !== file)), '.drop button');
    return html`
      <li part="file">
        <span class="file-name">${file.name}</span> <span class="soft number">${this.#sizeText(file.size)}</span>
        <button class="button quiet" type="button" aria-label=${words.text('removeFile', { name: file.name })} @click=${remove}>${words.text('remove')}</button>
      </li>
    `;
  }

  readonly #choose = (): void => this.#host.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();

  readonly #handleChoice = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    this.#add(input.files);
    input.value = ''; // so that the same file can be chosen again after it was removed
  };

  readonly #handleDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault(); // else the browser would open what is dropped
    this.#isOver = event.type === 'dragover';
    this.#host.requestUpdate();
  };

  readonly #handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.#isOver = false;
    this.#add(event.dataTransfer?.files);
    this.#host.requestUpdate();
  };

  #add(added: FileList | null | undefined): void {
    const { files, refused } = addFiles(this.files, Array.from(added ?? []));
    this.#change(() => {
      this.files = files;
      this.refused = refused;
    });
  }

  #sizeText(bytes: number): string {
    return this.#words.number(Math.max(0.1, bytes / MEGABYTE), SIZE).replace(' ', '\u00a0');
  }
}
