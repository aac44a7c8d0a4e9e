/** How one story went. */
export interface StoryOutcome {
  readonly problems: readonly string[];
  /** Whether it came to its end in time, well or badly. */
  readonly isFinished: boolean;
  /** The events that the panel "Actions" shows. */
  readonly events: readonly string[];
}

interface Channel {
  on(event: string, listener: (data: never) => void): void;
  off(event: string, listener: (data: never) => void): void;
  emit(event: string, data: object): void;
  /** The arguments of the latest event of this name. */
  last(event: 'storyFinished'): readonly [Finished] | undefined;
  last(event: string): unknown;
}

interface Finished {
  readonly storyId: string;
  readonly status: string;
  readonly reporters: readonly Report[];
}

interface Report {
  readonly type: string;
  readonly status: string;
  readonly result?: { readonly violations?: readonly Violation[] };
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly (string | readonly string[])[]; readonly failureSummary?: string }[];
}

/**
 * Shows one story and says what is wrong with it. Runs inside the story page, so it uses nothing from outside itself.
 * Stories follow each other in one page, because each new page starts a database of its own.
 */
export async function runStory(id: string, timeoutMs: number): Promise<StoryOutcome> {
  const page = globalThis as unknown as { __STORYBOOK_ADDONS_CHANNEL__?: Channel };
  const deadline = performance.now() + timeoutMs;
  // Storybook does not listen for another story before it has chosen the one in the address.
  while (!page.__STORYBOOK_ADDONS_CHANNEL__?.last('currentStoryWasSet') && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const channel = page.__STORYBOOK_ADDONS_CHANNEL__;
  if (!channel) return { problems: ['Storybook did not start'], isFinished: false, events: [] };
  const problems: string[] = [];
  const events: string[] = [];
  let isFinished = true;

  const onError = (event: ErrorEvent) => problems.push(`page error: ${event.message}`);
  const onRejection = (event: PromiseRejectionEvent) => problems.push(`unhandled rejection: ${String(event.reason)}`);
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);

  const textOf = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element) || node.localName === 'style') return '';
    return [...(node.shadowRoot ?? node).childNodes].map(textOf).join(' ');
  };
  const shown = (): string => [...document.querySelectorAll('#storybook-root > *')].map(textOf).join(' ').replace(/\s+/g, ' ').trim();

  const stops: (() => void)[] = [];
  await new Promise<void>((resolve) => {
    const listen = <T>(event: string, listener: (data: T) => void) => {
      channel.on(event, listener);
      stops.push(() => channel.off(event, listener));
    };
    const timer = setTimeout(() => {
      isFinished = false;
      problems.push(`was not finished after ${timeoutMs} ms, and shows: ${shown()}`);
      resolve();
    }, timeoutMs);
    stops.push(() => clearTimeout(timer));
    for (const event of ['storyMissing', 'storyErrored', 'storyThrewException', 'playFunctionThrewException', 'unhandledErrorsWhilePlaying']) {
      listen<{ message?: string; description?: string } | undefined>(event, (data) => {
        problems.push(`${event}: ${data?.message ?? data?.description ?? ''}`);
        resolve();
      });
    }
    listen<{ data: { name: string } }>('storybook/actions/action-event', ({ data }) => events.push(data.name));
    listen<Finished>('storyFinished', (finished) => {
      if (finished.storyId !== id) return;
      for (const { type, status, result } of finished.reporters) {
        if (status !== 'failed') continue;
        const violations = result?.violations ?? [];
        if (violations.length === 0) problems.push(`${type} failed`);
        for (const violation of violations) {
          for (const node of violation.nodes) problems.push(`${violation.id}: ${violation.help} (${node.target.flat().join(' ')}) ${node.failureSummary ?? ''}`);
        }
      }
      if (finished.status === 'error' && problems.length === 0) problems.push('finished with an error');
      resolve();
    });
    // The one in the address may be over before we listen, and one that is shown already does not begin again by being chosen.
    const isOver = channel.last('storyFinished')?.[0].storyId === id;
    if (isOver) channel.emit('forceRemount', { storyId: id });
    else channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' });
  });

  for (const stop of stops) stop();
  removeEventListener('error', onError);
  removeEventListener('unhandledrejection', onRejection);

  const undefinedTags = new Set<string>();
  const search = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(':not(:defined)')) undefinedTags.add(element.localName);
      if (element.shadowRoot) search(element.shadowRoot);
    }
  };
  const root = document.querySelector('#storybook-root');
  if (root) search(root);
  if (undefinedTags.size > 0) problems.push(`not defined: ${[...undefinedTags].join(', ')}`);
  return { problems, isFinished, events };
}

/** Sets the toolbar's choices, and waits until the current story has drawn again, which could be taken for the next one. */
export async function setGlobals(globals: Readonly<Record<string, string>>, timeoutMs: number): Promise<void> {
  const channel = (globalThis as unknown as { __STORYBOOK_ADDONS_CHANNEL__: Channel }).__STORYBOOK_ADDONS_CHANNEL__;
  let stop = (): void => {};
  await new Promise<void>((resolve) => {
    const finished = (): void => resolve();
    const timer = setTimeout(resolve, timeoutMs);
    stop = () => {
      clearTimeout(timer);
      channel.off('storyFinished', finished);
    };
    channel.on('storyFinished', finished);
    channel.emit('updateGlobals', { globals });
  });
  stop();
}
