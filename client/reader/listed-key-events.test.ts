import { describe, expect, it } from 'vitest';
import { keyEventLink } from '#shared/contents.ts';
import { makeEntry } from '../live/scenes.ts';
import { listedKeyEvents } from './listed-key-events.ts';

const keyEvent = (number: number) => makeEntry({ number, keyEvent: true });
const link = (number: number) => keyEventLink(keyEvent(number));

describe('the list of key events', () => {
  it('has those of the whole article, though the page knows only the newest entries and what some others are called', () => {
    const list = { numbers: [60, 50, 9, 4], links: [link(60), link(50), link(9)] };
    expect(listedKeyEvents(list, [keyEvent(60)], 60)).toEqual([link(60), link(50), link(9), null]);
  });

  it('[R2] goes by what the page has heard since: marked, unmarked, withdrawn, come in', () => {
    const list = { numbers: [60, 50, 9], links: [link(60), link(50), link(9)] };
    const { id, publishedAt } = makeEntry({ number: 60 });
    const tombstone = { id, number: 60, version: 2, publishedAt, retraction: { at: publishedAt, reason: '' } };
    const heard = [keyEvent(61), tombstone, makeEntry({ number: 50, version: 2 }), keyEvent(12)];
    expect(listedKeyEvents(list, heard, 61)).toEqual([link(61), link(12), link(9)]);
  });

  it('[R1] leaves out what is held', () => {
    expect(listedKeyEvents({ numbers: [62, 3], links: [] }, [keyEvent(61)], 60)).toEqual([null]);
  });
});
