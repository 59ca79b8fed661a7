import { expect, it } from 'vitest';
import { RollingCount } from './rolling-count.ts';

const MINUTE_MS = 60_000;

it('counts by name over the last minutes, and forgets what is older', () => {
  let now = 1_000 * MINUTE_MS;
  const count = new RollingCount(['red', 'blue'], 10, () => now);
  count.add('red');
  now += 5 * MINUTE_MS;
  count.add('red');
  count.add('blue');
  expect(count.counts).toEqual({ red: 2, blue: 1 });

  now += 5 * MINUTE_MS;

  expect(count.counts).toEqual({ red: 1, blue: 1 });
  for (let minute = 0; minute < 30; minute++) {
    count.add('blue');
    now += MINUTE_MS;
  }
  expect(count.counts).toEqual({ red: 0, blue: 9 });
});
