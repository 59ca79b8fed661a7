import { expect, it } from 'vitest';
import { startChild } from '../bench/child.ts';
import type { CrowdAnswers } from './crowd-process.ts';
import { expectSound, testNewsroom } from './test-newsroom.ts';

const READERS = 3;
const STUCK = 3;
const TEXT_CHARS = 25_000;
/** 25 MB: more than a system's buffers take before ours show it (docs/reliability.md). */
const MOST_PUBLISHES = 1_000;
const BACK_WITHIN_MS = 10_000;
const TIMEOUT_MS = 60_000;

/** The short form of `npm run faults -- slow-readers`. */
it(
  '[D9][D4] readers whose process is stopped are cut, come back where they were, and nobody else notices',
  async () => {
    await using newsroom = await testNewsroom(READERS);
    const { app, coverage } = newsroom;
    await using crowd = startChild<CrowdAnswers>('../faults/crowd-process.ts', { core: null });
    const { slug, position: since } = coverage.article;
    await crowd.ask('open', { count: STUCK, ports: [Number(new URL(app.url).port)], slug, since, seed: 1 });
    const cut = () => app.app.metrics.getSingleMetricAsString('pressbox_readers_cut_total');
    const pid = await crowd.ask('pid');
    const editor = coverage.editor();

    process.kill(pid, 'SIGSTOP');
    try {
      for (let n = 0; n < MOST_PUBLISHES && !(await cut()).includes(`{reason="queue"} ${STUCK}`); n++)
        await editor.publish({ textChars: TEXT_CHARS });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await crowd.ask('allLive');
    await expectSound(coverage);
    const head = coverage.readers[0]?.position.seq ?? 0;
    await crowd.ask('caughtUp', head, BACK_WITHIN_MS);

    expect(await cut()).toContain(`{reason="queue"} ${STUCK}`);
    expect(await crowd.ask('faults', head)).toMatchObject({ missing: 0, doubled: 0, skipped: 0 });
    expect(coverage.readers.map(({ counts }) => counts.links)).toEqual(Array(READERS).fill(1));
  },
  TIMEOUT_MS,
);
