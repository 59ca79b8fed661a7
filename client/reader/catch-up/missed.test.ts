import { describe, expect, it } from 'vitest';
import type { Entry } from '#shared/article.ts';
import type { Change } from '#shared/protocol.ts';
import { makeEntry, makeState } from '../../live/scenes.ts';
import { asItStands, missedIn } from './missed.ts';

const EPOCH = makeState({ to: 1 }).position.epoch;
const VISIT = { epoch: EPOCH, seq: 10, number: 8, at: 0 };
const AT = Date.parse('2026-11-23T14:05:00.000Z');
const CORRECTION = { at: '2026-11-23T14:05:00.000Z', kind: 'correction', note: 'Ten.' } as const;

function change(type: 'entry-published' | 'entry-edited' | 'entry-retracted', seq: number, entry: Entry): Change {
  return { type, epoch: EPOCH, seq, at: AT, entry } as Change;
}

function tombstone(number: number): Entry {
  const { id, publishedAt } = makeEntry({ number });
  return { id, number, version: 9, publishedAt, retraction: { at: publishedAt, reason: '' } };
}

const numbersOf = (entries: readonly Entry[]) => entries.map(({ number }) => number);

describe('what was missed', () => {
  it('is what was published, corrected and withdrawn since, each entry once', () => {
    const corrected = makeEntry({ number: 3, version: 2, edits: [CORRECTION] });
    const missed = missedIn(
      [
        change('entry-published', 11, makeEntry({ number: 9 })),
        change('entry-edited', 12, corrected),
        change('entry-edited', 13, { ...corrected, version: 3 }),
        change('entry-retracted', 14, tombstone(4)),
        change('entry-published', 15, makeEntry({ number: 10, keyEvent: true })),
        change('entry-edited', 16, makeEntry({ number: 9, version: 2, headline: 'Later' })),
      ],
      VISIT,
    );
    expect(missed.published.map(({ number, version }) => [number, version])).toEqual([
      [9, 2],
      [10, 1],
    ]);
    expect([numbersOf(missed.corrected), numbersOf(missed.withdrawn)]).toEqual([[3], [4]]);
    expect(missed.corrected[0]?.version).toBe(3);
  });

  it('is not what the reader had seen, nor what came and went meanwhile', () => {
    const missed = missedIn(
      [
        change('entry-published', 10, makeEntry({ number: 9 })),
        change('entry-published', 11, tombstone(10)),
        change('entry-retracted', 12, tombstone(10)),
      ],
      VISIT,
    );
    expect(missed).toEqual({ published: [], corrected: [], clarified: [], withdrawn: [] });
  });

  it('is no correction where only a minor edit followed an earlier one', () => {
    const edits = [{ ...CORRECTION, at: '2026-11-23T13:00:00.000Z' }];
    expect(
      missedIn([change('entry-edited', 11, makeEntry({ number: 3, version: 3, edits }))], VISIT).corrected,
    ).toEqual([]);
  });

  it('is a clarification where one was made, and a correction where both were', () => {
    const clarification = { at: '2026-11-23T14:05:00.000Z', kind: 'clarification', note: 'In the evening.' } as const;
    const clarified = (number: number) => makeEntry({ number, version: 3, edits: [clarification] });
    const missed = missedIn(
      [
        change('entry-edited', 11, makeEntry({ number: 3, version: 2, edits: [CORRECTION] })),
        change('entry-edited', 12, clarified(3)),
        change('entry-edited', 13, clarified(4)),
      ],
      VISIT,
    );
    expect([numbersOf(missed.corrected), numbersOf(missed.clarified)]).toEqual([[3], [4]]);
  });

  it('counts what was corrected and then withdrawn as withdrawn', () => {
    const corrected = makeEntry({ number: 3, version: 2, edits: [CORRECTION] });
    const missed = missedIn(
      [change('entry-edited', 11, corrected), change('entry-retracted', 12, tombstone(3))],
      VISIT,
    );
    expect([numbersOf(missed.corrected), numbersOf(missed.withdrawn)]).toEqual([[], [3]]);
  });

  it('[D11] has nothing of what is withdrawn while it stands there, and its wording is that of now', () => {
    const missed = missedIn(
      [
        change('entry-edited', 11, makeEntry({ number: 3, version: 2, edits: [CORRECTION] })),
        change('entry-published', 12, makeEntry({ number: 9 })),
        change('entry-published', 13, makeEntry({ number: 10, headline: 'Ten dead' })),
      ],
      VISIT,
    );
    const entries = [makeEntry({ number: 10, version: 2, headline: 'Two hurt' }), tombstone(9), tombstone(3)];
    const now = asItStands(missed, { entries });
    expect(now.published.map(({ headline }) => headline)).toEqual(['Two hurt']);
    expect([numbersOf(now.corrected), numbersOf(now.withdrawn)]).toEqual([[], [3]]);
  });
});
