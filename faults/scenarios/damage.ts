import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EntriesPage, Snapshot } from '#shared/protocol.ts';
import { runCommand } from '../command.ts';
import type { Coverage } from '../coverage.ts';
import { cutShort, flip, pagesOf, treePagesOf } from '../damage.ts';
import type { Newsroom } from '../newsroom.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage } from '../scenario.ts';
import { opened } from '../scene.ts';

const READERS = 5;
const ENTRIES = 400;
/** So long that SQLite cannot keep all pages in memory. */
const TEXT_CHARS = 20_000;
const RANDOM_PAGES = 10;
const QUICK_RANDOM_PAGES = 2;
const STALE_AFTER_MS = 2_000;
/** Readers of a server that was asked to end come back spread over 20 s (D10). */
const BACK_WITHIN_MS = 25_000;
const SENTENCE = /^the server ended with 1:\n\S+pressbox\.sqlite is damaged \(.*npm run restore -- FILE\n$/s;

/** What a failing disk leaves. */
export const DAMAGE: readonly Scenario[] = [
  {
    name: 'database-corrupted',
    fault: 'database corrupted while the server is down',
    how: 'bytes flipped in the header, the schema and random pages’ heads, and the file cut short; then a backup is restored over it',
    ...{ shows: ['D5', 'D6'], limitMs: 120_000, run: corruptedAtRest },
  },
  {
    name: 'database-corrupted-running',
    fault: 'database corrupted under the running server',
    how: 'the head of every page of its trees but the first flipped while it serves; every page of entries is asked for and compared with what it was',
    ...{ shows: ['D6'], limitMs: 60_000, run: corruptedRunning },
  },
];

async function corruptedAtRest(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS);
  await publishMany(coverage);
  const { storeFile: file, dataDir } = newsroom;
  const backup = join(dataDir, '..', 'backup.sqlite');
  await runCommand('server/cli/backup.ts', [backup], dataDir);
  await coverage.keepLog();
  await newsroom.stop();
  const sound = `${file}-sound`;
  copyFileSync(file, sound);
  const failures: string[] = [];
  const ways = waysToDamage(file, stage);
  for (const [what, damage] of ways) {
    copyFileSync(sound, file);
    damage();
    const said = await newsroom.start().then(
      () => 'it started',
      (error: Error) => error.message,
    );
    if (!SENTENCE.test(said)) failures.push(`${what}: ${said}`);
    await newsroom.kill();
  }
  await runCommand('server/cli/restore.ts', [backup], dataDir);
  await newsroom.start();
  await coverage.allBack({ online: false, withinMs: BACK_WITHIN_MS });
  await coverage.editor().publish();
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  return {
    figure: `${ways.length - failures.length} of ${ways.length} damages refused at the start with one sentence; after the restore: ${countsOf(judgement)}`,
    failures: [...failures, ...failuresOf(judgement)],
  };
}

function waysToDamage(file: string, { random, isQuick }: Stage): (readonly [string, () => void])[] {
  const pages = pagesOf(file);
  const trees = treePagesOf(file);
  const someIn = Array.from({ length: isQuick ? QUICK_RANDOM_PAGES : RANDOM_PAGES }, () => {
    const at = trees[Math.floor(random() * trees.length)] ?? 0;
    return [`the page at ${at}`, () => flip(file, at)] as const;
  });
  return [
    ['header', () => flip(file, 0)],
    ['schema', () => flip(file, 100)],
    ['cut short', () => cutShort(file, Math.floor(pages / 2))],
    ...someIn,
  ];
}

async function corruptedRunning(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS);
  await publishMany(coverage);
  await newsroom.stop();
  await newsroom.start();
  await coverage.allBack({ online: true, withinMs: STALE_AFTER_MS });
  const paths = await pathsOf(newsroom, coverage);
  const before = await answersOf(newsroom, paths);
  await newsroom.stop();
  await newsroom.start();
  const { storeFile } = newsroom;
  for (const at of treePagesOf(storeFile)) flip(storeFile, at);
  const after = await answersOf(newsroom, paths);
  await pause(100);
  const sent = await coverage.editor().publish();
  const wrong = paths.filter((_, n) => after[n] !== before[n] && !/^503 .*store-unavailable/.test(after[n] ?? ''));
  const refused = after.filter(answer => answer.startsWith('503')).length;
  const isRefused = sent.type === 'refused' && sent.httpStatus === 503;
  return {
    figure: `${refused} of ${paths.length} pages answered 503, the others as they were; a publish answered ${sent.type === 'refused' ? sent.httpStatus : sent.type}`,
    failures: [
      ...wrong.map(path => `${path} answered something else`),
      ...(refused === 0 ? ['no page was found damaged'] : []),
      ...(isRefused || sent.type === 'acknowledged' ? [] : [`a publish: ${JSON.stringify(sent)}`]),
    ],
  };
}

async function publishMany(coverage: Coverage): Promise<void> {
  const editor = coverage.editor();
  for (let n = 0; n < ENTRIES; n++) {
    const sent = await editor.publish({ textChars: TEXT_CHARS });
    if (sent.type !== 'acknowledged') throw new Error(`publishing: ${JSON.stringify(sent)}`);
  }
}

/** The article and all its pages of older entries. */
export async function pathsOf({ url }: Pick<Newsroom, 'url'>, { article: { slug } }: Coverage): Promise<string[]> {
  const paths = [`/api/articles/${slug}`];
  const first = (await (await fetch(`${url}${paths[0]}`)).json()) as Snapshot;
  for (let { older } = first; older !== null; ) {
    const path = `/api/articles/${slug}/entries?before=${older.before}`;
    paths.push(path);
    ({ older } = (await (await fetch(`${url}${path}`)).json()) as EntriesPage);
  }
  return paths;
}

export function answersOf({ url }: Pick<Newsroom, 'url'>, paths: readonly string[]): Promise<string[]> {
  return Promise.all(
    paths.map(async path => {
      const response = await fetch(`${url}${path}`);
      return `${response.status} ${await response.text()}`;
    }),
  );
}
