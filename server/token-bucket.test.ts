import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

const SIZE = { perSecond: 10, burst: 3 };

it('gives out its burst at once, then says how long there is none', () => {
  const bucket = new TokenBucket();

  expect(takes(bucket, 5, 1_000)).toEqual([0, 0, 0, 100, 100]);
});

it('refills at its rate, and never beyond the burst', () => {
  const bucket = new TokenBucket();
  takes(bucket, 3, 0);

  expect(takes(bucket, 2, 150)).toEqual([0, 50]);
  expect(takes(bucket, 4, 60_000)).toEqual([0, 0, 0, 100]);
});

it('is empty for no longer than one token takes where the clock is put back', () => {
  const bucket = new TokenBucket();
  takes(bucket, 3, 1_000_000);

  expect(takes(bucket, 1, 0)).toEqual([100]);
  expect(takes(bucket, 2, 100)).toEqual([0, 100]);
});

function takes(bucket: TokenBucket, count: number, nowMs: number): number[] {
  return Array.from({ length: count }, () => bucket.take(nowMs, SIZE));
}
