import { expect, it } from 'vitest';
import { articlePath, entryPath, olderPath, pagePath } from './addresses.ts';

it.each([
  [articlePath('eagle'), '/live/eagle'],
  [pagePath('eagle', 3), '/live/eagle/page/3'],
  [olderPath('eagle', 21), '/live/eagle/page/1'],
  [olderPath('eagle', 22), '/live/eagle/page/2'],
  [olderPath('eagle', 61), '/live/eagle/page/3'],
  [entryPath('eagle', { number: 5 }), '/live/eagle/entry/5'],
  [entryPath('eagle', { number: 5, headline: null }), '/live/eagle/entry/5'],
  [
    entryPath('eagle', { number: 5, headline: 'Contact light! “OK, engine stop.”' }),
    '/live/eagle/entry/5-contact-light-ok-engine-stop',
  ],
  [entryPath('eagle', { number: 5, headline: 'Größe: 12 Übungen' }), '/live/eagle/entry/5-gro-e-12-ubungen'],
  [entryPath('eagle', { number: 5, headline: 'Орёл сел' }), '/live/eagle/entry/5'],
  [entryPath('eagle', { number: 5, headline: 'a b c d e f g h i j' }), '/live/eagle/entry/5-a-b-c-d-e-f-g-h'],
])('%s', (path, expected) => {
  expect(path).toBe(expected);
});
