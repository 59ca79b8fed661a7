import { expect, it } from 'vitest';
import { RecentBytes } from './recent-bytes.ts';

const KEYS = ['a', 'b', 'c'];

it('keeps what was used last, up to so many bytes', () => {
  const recent = new RecentBytes(10);
  recent.keep('a', new Uint8Array(4));
  recent.keep('b', new Uint8Array(4));
  recent.get('a');

  recent.keep('c', new Uint8Array(4));

  expect(KEYS.filter(key => recent.get(key) !== null)).toEqual(['a', 'c']);
});

it('counts what was dropped or replaced no more, and keeps nothing that is too large by itself', () => {
  const recent = new RecentBytes(10);
  recent.keep('a', new Uint8Array(8));
  recent.keep('a', new Uint8Array(4));
  recent.keep('b', new Uint8Array(4));
  recent.drop('b');
  recent.drop('b');

  recent.keep('c', new Uint8Array(6));
  const kept = KEYS.filter(key => recent.get(key) !== null);
  recent.keep('d', new Uint8Array(11));

  expect(kept).toEqual(['a', 'c']);
  expect(recent.get('d')).toBe(null);
});
