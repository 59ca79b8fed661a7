import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Coverage } from '../coverage.ts';
import { lockStore } from '../database-lock.ts';
import type { Sent } from '../editor.ts';
import { mountMissing, mountSmall } from '../mounts.ts';
import type { Newsroom } from '../newsroom.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage, seconds } from '../scenario.ts';
import { opened } from '../scene.ts';
import { straceMissing, trace } from '../strace.ts';

const READERS = 5;
const DISK_BYTES = 12 * 1024 * 1024;
const FILLER_BLOCK = Buffer.alloc(64 * 1024, 1);
const SMALLEST_BLOCK = 4096;
const MAX_TRIES = 200;
const TEXT_CHARS = 4_000;
const LOCKED_MS = 10_000;
const QUICK_LOCKED_MS = 7_000;
const STALE_AFTER_MS = 2_000;
/** While the store is in trouble, what needs no store must still be answered in this time. */
const STALL_MS = 250;
const KEPT = /Nothing was published; your text is kept/;

/** The store in trouble: the editor hears of it, and no reader of what was not stored. */
export const STORE: readonly Scenario[] = [
  {
    name: 'disk-full',
    fault: 'disk full',
    how: 'the data folder on a file system of 12 MB that is filled up, then freed',
    shows: ['D6'],
    limitMs: 60_000,
    missing: mountMissing,
    run: diskFull,
  },
  {
    name: 'read-only',
    fault: 'file system turned read-only',
    how: 'strace fails every write to the store with EROFS, then stops doing so',
    shows: ['D6'],
    limitMs: 60_000,
    missing: straceMissing,
    run: stage => failingCall(stage, 'pwrite64,ftruncate', 'EROFS'),
  },
  {
    name: 'flush-fails',
    fault: 'flushing to the disk fails',
    how: 'strace fails every fsync and fdatasync with EIO, then stops doing so',
    shows: ['D6'],
    limitMs: 60_000,
    missing: straceMissing,
    run: stage => failingCall(stage, 'fsync,fdatasync', 'EIO'),
  },
  {
    name: 'database-locked',
    fault: 'database locked by another process',
    how: 'another process holds BEGIN IMMEDIATE for 10 s',
    shows: ['D6', 'D7'],
    limitMs: 60_000,
    run: databaseLocked,
  },
];

async function diskFull(stage: Stage): Promise<Outcome> {
  const disk = stage.letGo.use(mountSmall(DISK_BYTES));
  const { newsroom, coverage } = await opened(stage, READERS, { dataDir: disk.path });
  await publish(coverage, 10);
  const fillers = fill(disk.path);
  const refusal = await untilRefused(coverage);
  const meanwhile = await serves(newsroom, coverage);
  for (const file of fillers) rmSync(file);
  return recovered(coverage, refusal, { httpStatus: 507, meanwhile });
}

/** Files that leave no free block. */
function fill(folder: string): string[] {
  const files: string[] = [];
  for (let size = FILLER_BLOCK.length; size >= SMALLEST_BLOCK; ) {
    const file = join(folder, `filler-${files.length}`);
    files.push(file);
    try {
      writeFileSync(file, FILLER_BLOCK.subarray(0, size));
    } catch {
      rmSync(file, { force: true });
      files.pop();
      size /= 2;
    }
  }
  return files;
}

async function failingCall(stage: Stage, calls: string, error: string): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS);
  await publish(coverage, 10);
  const { storeFile } = newsroom;
  const paths = [storeFile, `${storeFile}-wal`, `${storeFile}-shm`].flatMap(path => ['-P', path]);
  const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}`];
  const tracing = await trace(newsroom.server.pid, ['-o', '/dev/null', ...paths, ...inject]);
  const refusal = await untilRefused(coverage);
  const meanwhile = await serves(newsroom, coverage);
  await tracing.detach();
  return recovered(coverage, refusal, { httpStatus: 503, meanwhile });
}

async function databaseLocked(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS);
  await publish(coverage, 10);
  const lock = stage.letGo.use(await lockStore(newsroom.storeFile));
  const beganAt = performance.now();
  const holding = pause(stage.isQuick ? QUICK_LOCKED_MS : LOCKED_MS).then(() => lock.release());
  const asked = coverage.editor().publish();
  const longestMs = await longestAnswer(newsroom, coverage, Promise.all([asked, signInAsNobody(newsroom)]));
  const refusal = await asked;
  const refusedMs = performance.now() - beganAt;
  const patient = coverage.editor().publish({ patience: 'endless' });
  await holding;
  const freedAt = performance.now();
  await patient;
  const waitedMs = performance.now() - freedAt;
  const outcome = await recovered(coverage, refusal, { httpStatus: 503, meanwhile: [] });
  const stalls = longestMs > STALL_MS ? [`a page took ${seconds(longestMs)} while the store was locked`] : [];
  const figure = `refused after ${seconds(refusedMs)}; a repeated command through ${seconds(waitedMs)} after the lock went; pages meanwhile within ${longestMs.toFixed(0)} ms`;
  return { figure: `${figure}; ${outcome.figure}`, failures: [...outcome.failures, ...stalls] };
}

/** Writes outside a transaction: attempts are counted. */
async function signInAsNobody(newsroom: Newsroom): Promise<void> {
  await fetch(`${newsroom.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@example.org', password: 'not a password' }),
  });
}

/** Asks for the article again and again until something else is done; answers the longest that took. */
async function longestAnswer(newsroom: Newsroom, coverage: Coverage, until: Promise<unknown>): Promise<number> {
  let isDone = false;
  void until.then(() => {
    isDone = true;
  });
  let longestMs = 0;
  while (!isDone) {
    const beganAt = performance.now();
    await fetch(`${newsroom.url}/api/articles/${coverage.article.slug}`).then(response => response.arrayBuffer());
    longestMs = Math.max(longestMs, performance.now() - beganAt);
    await pause(20);
  }
  return longestMs;
}

async function publish(coverage: Coverage, count: number): Promise<void> {
  const editor = coverage.editor();
  for (let n = 0; n < count; n++) await editor.publish({ textChars: TEXT_CHARS });
}

/** Some may still fit into what the store has reserved. */
async function untilRefused(coverage: Coverage): Promise<Sent> {
  const editor = coverage.editor();
  for (let n = 0; n < MAX_TRIES; n++) {
    const sent = await editor.publish({ textChars: TEXT_CHARS });
    if (sent.type !== 'acknowledged') return sent;
  }
  throw new Error(`${MAX_TRIES} publishes were acknowledged all the same`);
}

/** While nothing can be stored, what was stored is still to be read. */
async function serves(newsroom: Newsroom, coverage: Coverage): Promise<string[]> {
  const paths = [`/api/articles/${coverage.article.slug}`, '/healthz'];
  const answers = await Promise.all(paths.map(path => fetch(`${newsroom.url}${path}`)));
  return answers.flatMap((answer, index) => (answer.ok ? [] : [`${paths[index]} answered ${answer.status}`]));
}

async function recovered(
  coverage: Coverage,
  refusal: Sent,
  { httpStatus, meanwhile }: { readonly httpStatus: number; readonly meanwhile: readonly string[] },
): Promise<Outcome> {
  const beganAt = performance.now();
  const sent = await coverage.editor().publish({ patience: 'endless' });
  const recoveredMs = performance.now() - beganAt;
  await publish(coverage, 5);
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const isPlain = refusal.type === 'refused' && refusal.httpStatus === httpStatus && KEPT.test(refusal.problem.detail);
  return {
    figure: `${refusal.type === 'refused' ? refusal.httpStatus : refusal.type}; published again after ${seconds(recoveredMs)}; ${countsOf(judgement)}`,
    failures: [
      ...failuresOf(judgement),
      ...meanwhile,
      ...(isPlain ? [] : [`the editor was told ${JSON.stringify(refusal)}`]),
      ...(sent.type === 'acknowledged' ? [] : ['did not recover']),
    ],
  };
}
