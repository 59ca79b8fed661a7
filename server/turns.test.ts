import { expect, it } from 'vitest';
import { type Place, Turns } from './turns.ts';

it('only so much runs at once, what comes beyond it waits in line, and beyond that it is refused', async () => {
  const scene = makeScene({ atOnce: 2, waiting: 1 });
  const works = ['a', 'b', 'c', 'd'].map(name => scene.begin(name));

  await expect(works[3]).rejects.toThrow('too many');
  await expect.poll(() => scene.running).toEqual(['a', 'b']);
  scene.end('a');
  await expect.poll(() => scene.running).toEqual(['b', 'c']);
  scene.end('b');
  scene.end('c');
  expect(await Promise.all(works.slice(0, 3))).toEqual(['a', 'b', 'c']);
});

it('what has waited for too long is refused when its turn comes; what is for all goes before it and is not', async () => {
  const scene = makeScene({ atOnce: 1, waiting: 1 });
  const [running, late, forAll, another] = [
    scene.begin('a'),
    scene.begin('late'),
    scene.begin('for all', 'first'),
    scene.begin('another', 'first'),
  ];
  await expect.poll(() => scene.running).toEqual(['a']);
  scene.pass(1_001);
  scene.end('a');

  await expect.poll(() => scene.running).toEqual(['for all']);
  scene.end('for all');
  await expect.poll(() => scene.running).toEqual(['another']);
  scene.end('another');
  await expect(late).rejects.toThrow('too many');
  expect([await running, await forAll, await another]).toEqual(['a', 'for all', 'another']);
});

it('work that fails makes room', async () => {
  const { turns } = makeScene({ atOnce: 1, waiting: 0 });
  await expect(turns.run(() => Promise.reject(new Error('failed')), 'last')).rejects.toThrow('failed');
  expect(await turns.run(async () => 'done', 'last')).toBe('done');
});

function makeScene({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  let now = 0;
  const running = new Map<string, () => void>();
  const refusal = () => new Error('too many');
  const turns = new Turns({ atOnce, waiting, withinMs: 1_000, clock: () => now, refusal });
  const begin = (name: string, place: Place = 'last') => {
    const work = turns.run(async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      running.set(name, resolve);
      await promise;
      return name;
    }, place);
    // Judged where it is awaited.
    work.catch(() => {});
    return work;
  };
  return {
    turns,
    begin,
    end(name: string) {
      running.get(name)?.();
      running.delete(name);
    },
    pass(ms: number) {
      now += ms;
    },
    get running() {
      return [...running.keys()];
    },
  };
}
