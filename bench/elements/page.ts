import '../../src/elements/index.js';
import type { LitElement } from 'lit';
import { createBillingClient, type BillingClient } from '../../src/core/index.js';
import { createBare, defineBare, shape, type BareTwin } from './bare.js';

/** Answers of the real API, recorded by run.ts: what is measured here is the page, not the network. */
export interface Recorded {
  readonly session: { readonly sessionToken: string; readonly expiresAt: string };
  readonly answers: Readonly<Record<string, unknown>>;
}

export interface Subject {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** How many elements one mount makes. */
  readonly count: number;
  /** A selector: of what one of these elements draws many, and a bare one draws one each. */
  readonly part?: string;
}

/** Milliseconds of one mount: scripts alone, and with the layout that follows. */
export interface Mount {
  readonly script: number;
  readonly whole: number;
}

declare const gc: () => void;

let client: BillingClient;
let requests: string[] = [];
let twin: BareTwin;

/** A provider on the page whose client has its answers already. */
async function start({ session, answers }: Recorded): Promise<void> {
  requests = [];
  client = createBillingClient({
    getSessionToken: async () => {
      requests.push('session token');
      return session;
    },
    noShare: true,
    fetch: async (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      requests.push(pathname);
      return Response.json(answers[pathname]);
    },
  });
  const provider = document.createElement('billing-provider');
  provider.client = client;
  provider.id = 'stage';
  document.body.append(provider);
}

const stage = (): HTMLElement => document.querySelector<HTMLElement>('#stage') ?? document.body;

function create({ tag, attributes }: Subject): LitElement {
  const element = document.createElement(tag) as LitElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
}

/** Draws one of ours, makes its bare twin, and keeps the resources awake from here on. */
async function prepare(subject: Subject): Promise<{ ours: string; bare: string }> {
  const model = create(subject);
  const keeper = document.createElement('div');
  keeper.style.cssText = 'position: absolute; inset-inline-start: -9999px';
  keeper.append(model);
  stage().append(keeper);
  await settled(model);
  twin = await defineBare(`bare-${subject.tag}`, model, subject.part);
  return { ours: shape(model, subject.part), bare: twin.shape };
}

/** The answers have come and are drawn. */
async function settled(element: LitElement): Promise<void> {
  for (let quiet = 0, before = ''; quiet < 5; ) {
    await frames(1);
    const now = element.renderRoot.textContent ?? '';
    quiet = now === before && !element.renderRoot.querySelector('[aria-busy=true]') ? quiet + 1 : 0;
    before = now;
  }
}

async function mount(make: (index: number) => LitElement, count: number): Promise<Mount> {
  const room = document.createElement('div');
  stage().append(room);
  gc();
  await frames(2);
  const began = performance.now();
  let last: LitElement | undefined;
  const all = document.createDocumentFragment();
  for (let index = 0; index < count; index++) all.append((last = make(index)));
  room.append(all);
  await last?.updateComplete;
  const scripted = performance.now();
  room.getBoundingClientRect();
  const drawn = performance.now();
  room.remove();
  await frames(1);
  return { script: scripted - began, whole: drawn - began };
}

const mountOurs = (subject: Subject): Promise<Mount> => mount(() => create(subject), subject.count);
const mountBare = ({ count }: Subject): Promise<Mount> =>
  mount((index) => createBare(twin.tags[index % twin.tags.length] ?? ''), count * twin.tags.length);

/** Mounts and unmounts a whole page's worth of elements, `cycles` times, with time to work between. */
async function cycle(subjects: readonly Subject[], cycles: number): Promise<void> {
  for (let index = 0; index < cycles; index++) {
    const elements = subjects.map(create);
    stage().append(...elements);
    await Promise.all(elements.map((element) => element.updateComplete));
    for (const element of elements) element.remove();
    if (index % 50 === 0) await frames(1);
  }
  await frames(3);
}

/** The requests of a page with all these elements at once. */
async function requestsOf(recorded: Recorded, subjects: readonly Subject[]): Promise<readonly string[]> {
  await start(recorded);
  stage().append(...subjects.flatMap((subject) => Array.from({ length: subject.count }, () => create(subject))));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return requests;
}

/** How far an article moves when the element above it gets its answers. */
async function shiftOf(recorded: Recorded, subject: Subject, reserved: number): Promise<{ shift: number; height: number }> {
  let shift = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
  });
  observer.observe({ type: 'layout-shift' });
  const element = create(subject);
  if (reserved > 0) element.style.cssText = `display: block; min-block-size: ${reserved}px`;
  const article = document.createElement('article');
  article.textContent = 'What the page has to say. '.repeat(200);
  await start(recorded);
  stage().append(element, article);
  await settled(element);
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { shift, height: element.getBoundingClientRect().height };
}

const bench = { start, prepare, mountOurs, mountBare, cycle, requestsOf, shiftOf };
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
