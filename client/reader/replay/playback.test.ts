import { expect, it } from 'vitest';
import type { ArticleState } from '#shared/article.ts';
import type { Change, Snapshot } from '#shared/protocol.ts';
import { makeArticle, makeEntry } from '../../live/scenes.ts';
import { LogReader } from './log-reader.ts';
import { Playback } from './playback.ts';

const EPOCH = 'epoch-of-this-log';
const MINUTE_MS = 60_000;

it('goes as many steps back and on as it is told to, however quickly', async () => {
  const shown: number[] = [];
  const playback = playbackOf(5, state => shown.push(state.position.seq));
  await playback.seek(5 * MINUTE_MS);

  await Promise.all([playback.previous(), playback.previous(), playback.previous()]);
  const back = shown.at(-1);
  await Promise.all([playback.next(), playback.next()]);

  expect([back, shown.at(-1)]).toEqual([2, 4]);
});

/** Of a log with a change a minute. */
function playbackOf(length: number, show: (state: ArticleState) => void): Playback {
  const article = makeArticle();
  const changes: Change[] = Array.from({ length }, (_, index) => {
    const place = { epoch: EPOCH, seq: index + 1, at: (index + 1) * MINUTE_MS };
    return index === 0
      ? { type: 'article-created', article, ...place }
      : { type: 'entry-published', entry: makeEntry({ number: index }), ...place };
  });
  const position = { epoch: EPOCH, seq: length };
  const log = new LogReader(async path => {
    if (path === '/log') return { position, generation: 1, pageSize: 100 };
    const at = /^\/as-of\?at=(.+)$/.exec(path)?.[1];
    return at === undefined ? { changes } : { to: length * MINUTE_MS, snapshot: snapshotAt(Date.parse(at)) };
  });
  function snapshotAt(at: number): Snapshot {
    const past = changes.filter(change => change.at <= at);
    const entries = past.flatMap(change => ('entry' in change ? [change.entry] : [])).toReversed();
    return { article, entries, position: { epoch: EPOCH, seq: past.length }, older: null };
  }
  const first = { article, entries: [], completeFrom: 1, position: { epoch: EPOCH, seq: 1 }, snapshotSeq: 1 };
  return new Playback({
    ...{ log, show, state: first, at: MINUTE_MS, from: MINUTE_MS, to: length * MINUTE_MS },
    now: () => 0,
    after: () => () => {},
  });
}
