import { describe, expect, it } from 'vitest';
import { TableTop } from '../../live/table-top.ts';
import { Announcer, type AnnouncerOptions } from './announcer.ts';
import { type News, NO_NEWS } from './news.ts';

function setUp({ quietMs = () => 10_000 }: Partial<AnnouncerOptions> = {}) {
  const table = new TableTop();
  const spoken: number[] = [];
  let published = 0;
  const speak = (news: News) => {
    spoken.push(news.published);
    published = 0;
  };
  const announcer = new Announcer({ ...table, quietMs, news: () => ({ ...NO_NEWS, published }), speak });
  const publish = (count = 1) => {
    published += count;
    announcer.note();
  };
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

  it('tells nothing of what came and went before it could be told', () => {
    const { table, spoken, publish } = setUp();
    publish();
    table.advance(500);
    publish(-1);
    table.advance(60_000);
    expect(spoken).toEqual([]);
  });

  it('says nothing where there is nothing to say, nor after it was closed', () => {
    const { table, spoken, announcer, publish } = setUp();
    announcer.note();
    table.advance(60_000);
    publish();
    announcer.close();
    table.advance(60_000);
    expect(spoken).toEqual([]);
  });
});
