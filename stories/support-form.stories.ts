import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

const form = (content: unknown = '') => html`<support-form>${content}</support-form>`;

/** The form of a story, once it is here. */
async function formIn(canvas: HTMLElement): Promise<ShadowRoot> {
  for (;;) {
    const root = canvas.querySelector('support-form')?.shadowRoot;
    if (root?.querySelector('form')) return root;
    await new Promise(requestAnimationFrame);
  }
}

function write(root: ShadowRoot, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    const input = root.querySelector<HTMLInputElement>(`#${name}`);
    if (!input) continue;
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function drop(root: ShadowRoot, ...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  root.querySelector('.drop')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/**
 * A message to the merchant's support, with files. What may be attached is said before it is chosen, each file that is left
 * out is named with the reason, and what is typed stays until it is sent.
 */
const meta: Meta = {
  title: 'Elements/support-form',
  component: 'support-form',
  parameters: { billing: { user: 'user_pro' }, width: 'min(100%, 560px)' },
  render: () => form(),
};
export default meta;

type Story = StoryObj;

/** The answer goes to the address of who is signed in. */
export const Playground: Story = {};

/** One file fits, one does not. Near the end of what fits it counts. */
export const WithFiles: Story = {
  play: async ({ canvasElement }) => {
    const root = await formIn(canvasElement);
    write(root, { subject: 'x'.repeat(190), content: 'The invoice of November has the wrong address.' });
    drop(root, new File(['%PDF-1.7 …'], 'invoice-november.pdf', { type: 'application/pdf' }), new File(['…'], 'notes.txt', { type: 'text/plain' }));
  },
};

/** Sent empty: it says what is missing, and goes there. */
export const SomethingMissing: Story = {
  play: async ({ canvasElement }) => {
    const root = await formIn(canvasElement);
    root.querySelector('form')?.requestSubmit();
  },
};

/** The ticket has a number. */
export const Sent: Story = {
  play: async ({ canvasElement }) => {
    const root = await formIn(canvasElement);
    write(root, { subject: 'A question', content: 'How do I add a seat?' });
    root.querySelector('form')?.requestSubmit();
    while (!root.querySelector('.sent')) await new Promise(requestAnimationFrame);
  },
};

/** Before the answer: as high as the form. */
export const Loading: Story = { parameters: { billing: { fault: 'hangs' } } };

/** The billing service answers with an error. */
export const ServiceFails: Story = { parameters: { billing: { fault: 'server-error' } } };

/** No answer at all. */
export const Offline: Story = { parameters: { billing: { fault: 'offline' } } };

/** The session has ended. */
export const SignedOut: Story = { parameters: { billing: { user: null } } };

/** Another heading. */
export const Options: Story = { render: () => form(html`<span slot="heading">Ask a human</span>`) };

/** Tokens from the page, and its parts for the rest. */
export const Theming: Story = {
  render: () => html`
    <style>
      .warm {
        font-family: Georgia, serif;
        --billing-accent: light-dark(#8a3b12, #f0a878);
        --billing-radius: 2px;
        --billing-radius-small: 2px;
      }
      .warm support-form::part(drop) { border-style: dotted; }
    </style>
    <div class="warm">${form()}</div>
  `,
};

/** 280 pixels wide. */
export const Narrow: Story = { ...WithFiles, parameters: { width: '280px' } };

/** File names keep their own direction. */
export const RightToLeft: Story = { ...WithFiles, globals: { dir: 'rtl', lang: 'ar' } };

/**
 * Fields have labels, what is wrong is below and described by it, and how many characters are left is said aloud in steps.
 * Files can be chosen by a button as well as dropped; the focus goes on to what matters next.
 */
export const Accessibility: Story = { ...WithFiles };
