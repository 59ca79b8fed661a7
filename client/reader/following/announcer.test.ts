import { describe, expect, it } from 'vitest';
import { TableTop } from '../../live/table-top.ts';
import { Announcer, type AnnouncerOptions } from './announcer.ts';
import { NO_NEWS } from './news.ts';

function setUp({ quietMs = () => 10_000 }: Partial<AnnouncerOptions> = {}) {
  const table = new TableTop();
  const spoken: number[] = [];
  const announcer = new Announcer({ ...table, quietMs, speak: ({ published }) => spoken.push(published) });
  const publish = (count = 1) => announcer.note({ ...NO_NEWS, published: count });
  return { table, spoken, announcer, publish };
}

describe('announcer', () => {
  it('[R5] tells a burst in one message', () => {
    const { table, spoken, publish } = setUp();
    for (let entry = 0; entry < 5; entry++) {
      publish();
      table.advance(150);
    }
    table.advance(60_000);
    expect(spoken).toEqual([5]);
  });

  it('[R5] speaks at most once in ten seconds, and forgets nothing', () => {
    const { table, spoken, publish } = setUp();
    publish();
    table.advance(1_000);
    publish(2);
    table.advance(9_999);
    expect(spoken).toEqual([1]);
    publish(3);
    table.advance(1);
    expect(spoken).toEqual([1, 5]);
  });

  it('keeps what is not to be told yet, and tells it when the pace changes', () => {
    let quiet = Number.POSITIVE_INFINITY;
    const { table, spoken, announcer, publish } = setUp({ quietMs: () => quiet });
    publish(2);
    table.advance(3_600_000);
    expect(spoken).toEqual([]);
    quiet = 10_000;
    announcer.paceChanged();
    table.advance(1_000);
    expect(spoken).toEqual([2]);
  });

  it('says nothing where there is nothing to say, nor after it was closed', () => {
    const { table, spoken, announcer, publish } = setUp();
    announcer.note(NO_NEWS);
    table.advance(60_000);
    publish();
    announcer.close();
    table.advance(60_000);
    expect(spoken).toEqual([]);
  });
});
