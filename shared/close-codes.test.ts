import { expect, it } from 'vitest';
import { CLOSE, mayComeBack } from './close-codes.ts';

it('a reader comes back after any code but those that would meet the same answer', () => {
  const comesBack = Object.fromEntries(Object.entries(CLOSE).map(([name, code]) => [name, mayComeBack(code)]));

  expect(comesBack).toEqual({
    drain: true,
    tooSlow: true,
    resync: true,
    noFollow: true,
    badMessage: false,
    unknownArticle: false,
    unsupportedVersion: false,
  });
  expect([1000, 1001, 1006, 1011, 5000].map(mayComeBack)).toEqual([true, true, true, true, true]);
});
