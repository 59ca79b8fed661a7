import { expect, it } from 'vitest';
import { Channel } from './channel.ts';
import { NOBODY_WATCHES } from './delivery-watch.ts';
import { SharedReads } from './snapshots.ts';
import { Subscriber } from './subscriber.ts';
import { writingDesk } from './test-bench/writing-desk.ts';

const READERS = 300;
/** Whom one slice of a pass has. */
const SLICE = 128;
/** A timer may be a millisecond early. */
const LEAST_REST_MS = 9;

it('[P] pings many readers in slices with rests between, for all of them answer', async () => {
  await using desk = await writingDesk();
  const { store, clock } = desk.context;
  const stored = await store.articleById((await desk.article()).id);
  if (stored === null) throw new Error('there is an article');
  const channel = new Channel({ store, reads: new SharedReads(store) }, stored, {
    ...{ clock, watch: NOBODY_WATCHES, heartbeatMs: 1, replayFrom: 'memory', toldReaders: () => undefined },
  });
  const writtenAtMs: number[] = [];
  for (let n = 0; n < READERS; n++)
    channel.subscribers.add(new NotingSubscriber(() => writtenAtMs.push(performance.now())));

  await channel.heartbeat();

  expect(writtenAtMs).toHaveLength(READERS);
  for (const first of [SLICE, 2 * SLICE])
    expect((writtenAtMs[first] ?? 0) - (writtenAtMs[first - 1] ?? 0)).toBeGreaterThanOrEqual(LEAST_REST_MS);
});

class NotingSubscriber extends Subscriber {
  readonly form = 'socket';
  readonly answersPings = true;
  protected readonly isOpen = true;
  protected readonly waitingBytes = 0;
  readonly #note: () => void;

  constructor(note: () => void) {
    super();
    this.#note = note;
  }

  protected write(): void {
    this.#note();
  }

  protected reset(): void {}

  close(): void {}
}
