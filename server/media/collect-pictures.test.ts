import { expect, it } from 'vitest';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { startCollecting } from './collect-pictures.ts';
import { Media } from './media.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

it('what was uploaded and never shown goes after a day, however much it is', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  let now = DAY_MS;
  const media = new Media(store, () => now);
  const names: string[] = [];
  for (let width = 40; width < 52; width++) {
    const upload = await testPicture({ width });
    names.push((await media.take(`account ${width}`, async () => upload)).src.slice('/media/'.length));
  }
  const left = async () => (await Promise.all(names.map(name => media.find(name)))).filter(found => found !== null);
  const looks: (() => void)[] = [];
  const waits: PromiseWithResolvers<void>[] = [Promise.withResolvers()];
  const collecting = startCollecting({
    ...{ store, clock: () => now, log: { info() {}, error() {} } },
    after(_ms, look) {
      looks.push(look);
      waits[looks.length - 1]?.resolve();
      waits.push(Promise.withResolvers());
      return () => {};
    },
  });
  const lookAgain = async () => {
    looks.at(-1)?.();
    await waits[looks.length]?.promise;
  };

  now += DAY_MS;
  await lookAgain();
  const afterADay = await left();
  now += 1;
  await lookAgain();

  expect(afterADay.length).toBe(12);
  expect(await left()).toEqual([]);
  await collecting.close();
});
