import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type CostlyRead, ReadLimit } from './read-limit.ts';
import { RefusalError } from './refusal.ts';

describe('what is read for single readers', () => {
  it('[S] of one address costs nothing of what others may have', () => {
    const { charge } = makeScene({ perAddress: 4, perSecond: 20 });
    const greedy = Array.from({ length: 100 }, () => charge('203.0.113.7'));
    expect(greedy.filter(answer => answer === null).length).toBe(40);
    expect(greedy.at(-1)).toMatchObject({ status: 429, code: 'too-many-reads', retryAfterMs: 1_750 });
    expect(charge('203.0.113.8')).toBe(null);
  });

  it('is given back with time', () => {
    const { charge, pass } = makeScene({ perAddress: 4, perSecond: 0 });
    while (charge('203.0.113.7') === null);
    pass(500);
    expect([charge('203.0.113.7'), charge('203.0.113.7'), charge('203.0.113.7')]).toMatchObject([
      null,
      null,
      { status: 429 },
    ]);
  });

  it('costs by what it is: a search as much as four pages', () => {
    const { charge } = makeScene({ perAddress: 4, perSecond: 0 });
    const searches = Array.from({ length: 20 }, () => charge('203.0.113.7', 'search'));
    expect(searches.filter(answer => answer === null).length).toBe(10);
  });

  it('of all together has an end as well, also of those whose address is not known', () => {
    const { charge, limit } = makeScene({ perAddress: 4, perSecond: 10 });
    const many = Array.from({ length: 50 }, () => charge('127.0.0.1'));
    expect(many.filter(answer => answer === null).length).toBe(40);
    expect(charge('203.0.113.7')).toMatchObject({ status: 503, code: 'too-many-reads' });
    expect(limit.refused).toEqual({ address: 0, node: 11, queue: 0, exports: 0 });
  });

  it('has no limit where none is set, and what costs most is to be had however little is allowed', () => {
    const free = makeScene({ perAddress: 0, perSecond: 0 });
    expect(Array.from({ length: 5_000 }, () => free.charge('203.0.113.7')).every(answer => answer === null)).toBe(true);
    expect(makeScene({ perAddress: 1, perSecond: 1 }).charge('203.0.113.7', 'export')).toBe(null);
  });
});

function makeScene({ perAddress, perSecond }: { perAddress: number; perSecond: number }) {
  let now = 1_000_000;
  const config = { reads: { perAddress, perSecond, atOnce: 1 }, trustedProxies: 0 };
  const limit = new ReadLimit({ config, clock: () => now, random: () => 0.5 });
  return {
    limit,
    /** Null where it may be read. */
    charge(remoteAddress: string, kind: CostlyRead = 'page') {
      try {
        limit.charge({ socket: { remoteAddress } as Socket, headers: {} }, kind);
        return null;
      } catch (error) {
        if (error instanceof RefusalError) return error.refusal;
        throw error;
      }
    },
    pass(ms: number) {
      now += ms;
    },
  };
}
