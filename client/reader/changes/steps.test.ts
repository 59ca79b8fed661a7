import { describe, expect, it } from 'vitest';
import type { Edit } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { makeEntry } from '../../live/scenes.ts';
import { partsOf, type Step, stepsIn } from './steps.ts';

const CORRECTED: Edit = { at: '2026-11-23T14:05:00.000Z', kind: 'correction', note: 'It was the wrong hour.' };
const UPDATED: Edit = { at: '2026-11-23T15:00:00.000Z', kind: 'update', note: null };

function version(number: number, text: string, edits: Edit[] = []) {
  return makeEntry({ number: 7, version: number, body: paragraphs([text]), edits });
}

describe('what changed', () => {
  it('is told for each noted edit, with the minor ones before it', () => {
    const versions = [
      version(1, 'It leaves at nin.'),
      version(2, 'It leaves at nine.'),
      version(3, 'It leaves at ten.', [CORRECTED]),
      version(4, 'It has left at ten.', [CORRECTED, UPDATED]),
    ];
    const steps = stepsIn(versions.toReversed());
    expect(steps.map(({ edit, before, after }) => [edit, before.version, after.version])).toEqual([
      [UPDATED, 3, 4],
      [CORRECTED, 1, 3],
    ]);
  });

  it('is nothing where what was said before is not known, or withdrawn', () => {
    expect(stepsIn([version(2, 'It leaves at ten.', [CORRECTED])])).toEqual([]);
    const { id, number, publishedAt } = version(1, '');
    const tombstone = { id, number, publishedAt, version: 3, retraction: { at: publishedAt, reason: '' } };
    expect(stepsIn([tombstone])).toEqual([]);
  });

  it('is shown word by word', () => {
    const [step] = stepsIn([version(1, 'It leaves at nine.'), version(2, 'It leaves at ten.', [CORRECTED])]);
    expect(partsOf(step as Step)).toEqual([
      { kind: 'same', text: 'It leaves at ' },
      { kind: 'removed', text: 'nine' },
      { kind: 'added', text: 'ten' },
      { kind: 'same', text: '.' },
    ]);
  });
});
