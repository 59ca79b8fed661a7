import { expect, it } from 'vitest';
import { RefusalError } from '#server/refusal.ts';
import { user } from '#server/test-bench/make-scene.ts';
import type { User } from '#shared/users.ts';
import { uploadLimit } from './upload-limit.ts';

it('[S] nobody uploads more than a newsroom has pictures', () => {
  let now = 0;
  const limit = uploadLimit(() => now);
  const ask = (asking: User) => {
    try {
      limit({} as never, { locals: { user: asking } } as never, () => {});
      return 'taken';
    } catch (error) {
      return error instanceof RefusalError ? error.refusal : error;
    }
  };
  const ada = user('contributor');

  const many = Array.from({ length: 101 }, () => ask(ada));

  expect(many.slice(0, 100)).toEqual(Array(100).fill('taken'));
  expect(many[100]).toMatchObject({ status: 429, code: 'too-many-uploads', retryAfterMs: 20_000 });
  expect(ask(user('editor'))).toBe('taken');
  now += 20_000;
  expect(ask(ada)).toBe('taken');
});
