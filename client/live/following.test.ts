import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleState, Entry, Position } from '#shared/article.ts';
import { fromSnapshot, timelineOf } from '#shared/changes.ts';
import type { EntriesPage } from '#shared/protocol.ts';
import { LiveArticle } from './article.ts';
import { follow } from './follow.ts';
import type { Transport } from './link.ts';
import { NewsroomModel } from './newsroom-model.ts';
import { TableTop, type TableTopLink } from './table-top.ts';

const RUNS = 10_000;
const TIMEOUT_MS = 120_000;
const HEARTBEAT_MS = 25_000;
const TRANSPORTS = 3;
/** After which a transport that says nothing is taken for blocked. */
const DOUBT_MS = 2_000;
const ADDRESS = '/api/articles/eagle';
/** Beyond this many missed changes the model answers with a snapshot. */
const MAX_REPLAY = 6;

/** What may happen, to the newsroom, to the network and to the reader. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'publish' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('edit' as const, 'edit' as const, 'retract' as const),
      pick: fc.nat(20),
    }),
  },
  fc.record({ type: fc.constant('set-status' as const), status: fc.constantFrom('live', 'paused', 'ended') }),
  fc.constant({ type: 'new-epoch' as const }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('accept' as const), lag: fc.nat(3), which: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('deliver' as const),
      frames: fc.integer({ min: 1, max: 5 }),
      which: fc.nat(1),
    }),
  },
  fc.record({ type: fc.constantFrom('drop' as const, 'repeat' as const, 'swap' as const), pick: fc.nat(5) }),
  fc.constant({ type: 'garble' as const }),
  fc.constant({ type: 'heartbeat' as const }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('cut' as const), which: fc.nat(1) }) },
  fc.record({ type: fc.constantFrom('wait' as const, 'sleep' as const), ms: fc.constantFrom(100, 3_000, 40_000) }),
  fc.constant({ type: 'online' as const }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('poll' as const),
      lag: fc.nat(3),
      outcome: fc.constantFrom('page', 'page', 'page', 'failure'),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ type: 'older' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('answer' as const),
      lag: fc.nat(4),
      outcome: fc.constantFrom('page', 'page', 'failure'),
    }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface AskedPage {
  readonly before: number;
  resolve(page: EntriesPage): void;
  reject(reason: Error): void;
}

interface Poll {
  readonly path: string;
  resolve(answer: Response): void;
  reject(reason: Error): void;
}

/** What the network lets through. */
const network = fc.constantFrom<readonly Transport[]>(
  ['socket', 'events', 'polling'],
  ['events', 'polling'],
  ['polling'],
);

class Scene {
  readonly model = new NewsroomModel();
  readonly table = new TableTop();
  readonly article: LiveArticle;
  asked: AskedPage[] = [];
  polls: Poll[] = [];
  highest: Position;
  /** How far down the page has reached: what a reader has loaded is not lost. */
  lowest: number;

  readonly #passable: readonly Transport[];

  constructor(published: number, passable: readonly Transport[]) {
    this.#passable = passable;
    for (let number = 0; number < published; number++) this.model.publish();
    const state = fromSnapshot(this.model.snapshot(0));
    this.highest = state.position;
    this.lowest = state.completeFrom;
    const fetchOlder = (before: number) =>
      new Promise<EntriesPage>((resolve, reject) => this.asked.push({ before, resolve, reject }));
    this.table.answer = address =>
      new Promise((resolve, reject) => this.polls.push({ path: address.slice(ADDRESS.length), resolve, reject }));
    this.article = new LiveArticle({ state, before: null, madeAt: null, parts: { ...this.table, fetchOlder } });
    follow({ article: this.article, slug: 'eagle', parts: this.table });
    // What is blocked is found out before the history begins: nearly all of it is then about the transport that is left.
    for (let blocked = passable.length; blocked < TRANSPORTS; blocked++) this.table.advance(DOUBT_MS);
  }

  get state(): ArticleState {
    return this.article.store.getState().article;
  }

  /** The links that are up, or coming up: where a better transport is tried there are two, the newer one first. */
  link(which: number): TableTopLink | undefined {
    const links = this.table.links.filter(({ status }) => status !== 'closed');
    return links.at(-1 - Math.min(which, links.length - 1));
  }

  /** Everybody who is connected hears of it, sooner or later. */
  tell(change: ReturnType<NewsroomModel['edit']>): void {
    for (const link of this.table.links) if (change && link.status === 'open') link.say(change);
  }

  /** The server's side of `follow`, with a snapshot that may be `lag` changes old. */
  accept(link: TableTopLink | undefined, lag: number): void {
    if (link?.status !== 'opening' || !this.#passable.includes(link.transport)) return;
    link.accept();
    const { since } = link;
    const clock = { now: this.table.now(), heartbeatMs: HEARTBEAT_MS };
    const isKnown = since?.epoch === this.model.epoch && since.seq <= this.model.head;
    if (isKnown && this.model.head - since.seq <= MAX_REPLAY)
      link.say({ type: 'ok', position: this.model.position, ...clock }, ...this.model.changesAfter(since.seq));
    else {
      const snapshot = this.model.snapshot(lag);
      link.say({ type: 'reset', snapshot, ...clock }, ...this.model.changesAfter(snapshot.position.seq));
    }
  }

  async answer(lag: number, outcome: string): Promise<void> {
    const [asked, ...rest] = this.asked;
    this.asked = rest;
    if (outcome === 'failure') asked?.reject(new Error('offline'));
    else asked?.resolve(this.model.page(asked.before, lag));
    await settled();
  }

  async poll(lag: number, outcome: string): Promise<void> {
    const [poll, ...rest] = this.polls;
    this.polls = rest;
    if (outcome === 'failure') poll?.reject(new Error('offline'));
    else poll?.resolve(this.model.answer(poll.path, lag));
    await settled();
  }
}

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

async function take(scene: Scene, step: Step): Promise<void> {
  const { model, table } = scene;
  const queue = scene.link(0)?.queue ?? [];
  switch (step.type) {
    case 'publish':
      return scene.tell(model.publish());
    case 'edit':
    case 'retract':
      return scene.tell(model.edit(step.pick, step.type));
    case 'set-status':
      return scene.tell(model.setStatus(step.status));
    case 'new-epoch':
      return model.startEpoch();
    case 'accept':
      return scene.accept(scene.link(step.which), step.lag);
    case 'deliver':
      return scene.link(step.which)?.deliver(step.frames);
    case 'drop':
      return void queue.splice(step.pick % Math.max(1, queue.length), 1);
    case 'repeat':
      return void queue.push(...queue.slice(step.pick, step.pick + 1));
    case 'swap':
      return void queue.splice(0, queue.length, ...queue.slice(step.pick), ...queue.slice(0, step.pick));
    case 'garble':
      return void queue.unshift('{"type":"entry-translated"}');
    case 'heartbeat':
      return scene.link(0)?.say({ type: 'heartbeat', head: model.position, now: table.now() });
    case 'cut':
      return scene.link(step.which)?.cut();
    case 'online':
      return table.page.online();
    case 'poll':
      return scene.poll(step.lag, step.outcome);
    case 'wait':
      return table.advance(step.ms);
    case 'sleep':
      table.freeze(step.ms);
      return table.page.wake();
    case 'older':
      return void scene.article.loadOlder();
    case 'answer':
      return scene.answer(step.lag, step.outcome);
    default:
      return step satisfies never;
  }
}

/** [D1] A fold of changes 1..k of one epoch, k never falling; [D2] without a hole; [D3] each entry once. */
function expectSound(scene: Scene): void {
  const { state, model } = scene;
  const { position } = state;
  if (position.epoch === scene.highest.epoch) expect(position.seq).toBeGreaterThanOrEqual(scene.highest.seq);
  scene.highest = position;
  expect(state.completeFrom).toBeLessThanOrEqual(scene.lowest);
  scene.lowest = state.completeFrom;
  const folded = model.at(position);
  expect(state.article).toEqual(folded.article);
  const shown = timelineOf(state);
  const due = folded.entries.filter(({ number }) => number >= state.completeFrom);
  expect(shown.map(({ number }) => number)).toEqual(due.map(({ number }) => number));
  expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
  shown.forEach((entry, place) => {
    const known = due[place];
    // An older page may have been read after the place that the stream has reached: it is ahead, never behind.
    if (known && !isAhead(entry, known)) expect(entry).toEqual(known);
  });
}

function isAhead(entry: Entry, known: Entry): boolean {
  return entry.version > known.version || (entry.retraction !== null && known.retraction === null);
}

/** The network is good again: frames arrive in order, pages are answered, heartbeats come. */
async function heal(scene: Scene): Promise<void> {
  const { table, model } = scene;
  for (let round = 0; round < 40; round++) {
    for (const link of table.links.filter(({ status }) => status !== 'closed')) {
      scene.accept(link, 0);
      if (link.status === 'open') link.say({ type: 'heartbeat', head: model.position, now: table.now() });
      link.deliver();
    }
    while (scene.asked.length + scene.polls.length > 0) {
      await scene.answer(0, 'page');
      await scene.poll(0, 'page');
    }
    table.advance(12_000);
    await settled();
  }
}

describe('following', () => {
  it('[D1] [D2] [D3] [D4] [D5] [D13] holds on any network and any transport, and arrives at what is true when the network is good again', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        network,
        fc.array(step, { maxLength: 40, size: 'max' }),
        async (published, passable, steps) => {
          const scene = new Scene(published, passable);
          for (const each of steps) {
            await take(scene, each);
            expectSound(scene);
          }
          await heal(scene);
          expectSound(scene);
          const truth = scene.model.at(scene.model.position);
          expect(scene.state.position).toEqual(truth.position);
          expect(timelineOf(scene.state)).toEqual(
            truth.entries.filter(({ number }) => number >= scene.state.completeFrom),
          );
          expect(scene.article.store.getState().connection.status).toBe('live');
        },
      ),
      { numRuns: RUNS },
    );
  });
});
