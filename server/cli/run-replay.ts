import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { readConfig } from '#server/config.ts';
import { Slug } from '#shared/article.ts';
import { Snapshot } from '#shared/protocol.ts';
import { EXIT_CODES, Failure, failureOf } from './failure.ts';
import { connectOrStart, type LocalServer } from './local-server.ts';
import { checked } from './options.ts';
import { failureFrom } from './problems.ts';
import { readText } from './read-text.ts';
import { formatReplayed, replayItems } from './replay-items.ts';
import { planReplay, type ReplayItem, type ReplayPlan } from './replay-plan.ts';
import { type Sending, sendUntilAnswered } from './send-until-answered.ts';
import type { Terminal } from './terminal.ts';

const USAGE = `usage: npm run replay -- FILE --article SLUG [--speed N|max] [--from N] [--limit N] [--interval SECONDS]
                           [--display-from INSTANT] [--run ID]
FILE is a timed transcript or coverage in plain text (docs/import.md), or - for standard input.
  --speed         how many times as fast as it happened (1); max: as fast as answers come
  --from, --limit the first passage or entry, from 1, and how many
  --interval      seconds between the entries of coverage, which has no times (10)
  --display-from  what the recording's zero is shown as, such as 1969-07-16T13:32:00Z
  --run           the name of a run that broke off, to go on without doubling anything`;

/** `npm run replay`: publishes timed passages at their pace, through the API. Answers the exit code. */
export async function runReplay(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  let file = '-';
  try {
    const options = optionsOf(args);
    file = options.file;
    const plan = await planReplay(await readText(file, terminal), options);
    const items = plan.items.filter(({ place }) => place >= options.from).slice(0, options.limit);
    if (items.length === 0)
      throw new Failure('usage', `--from ${options.from}: the last is ${plan.items.at(-1)?.place}`);
    terminal.print(formatReplayed(await replay({ ...plan, items }, options, terminal, signal)));
    return EXIT_CODES.done;
  } catch (error) {
    const { kind, line, message } = failureOf(error);
    terminal.say(kind === 'refused' ? `${file}${line === null ? '' : `:${line}`}: ${message}` : message);
    return EXIT_CODES[kind];
  }
}

type Options = ReturnType<typeof optionsOf>;

const Count = z.coerce.number().int().min(1);
const Positive = z.coerce.number().gt(0).max(1_000_000);
const Speed = z
  .literal('max')
  .transform(() => Number.POSITIVE_INFINITY)
  .or(Positive);
const Zero = z.iso.datetime({ offset: true }).transform(text => new Date(text));
const Run = z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, - and _');

function optionsOf(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || values.article === undefined) throw new Failure('usage', USAGE);
  const displayFrom = values['display-from'];
  return {
    file,
    slug: checked(Slug, '--article', values.article),
    speed: checked(Speed, '--speed', values.speed),
    from: checked(Count, '--from', values.from),
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : checked(Count, '--limit', values.limit),
    intervalMs: checked(Positive, '--interval', values.interval) * 1_000,
    displayFrom: displayFrom === undefined ? null : checked(Zero, '--display-from', displayFrom),
    run: checked(Run, '--run', values.run ?? randomUUID().slice(0, 8)),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        article: text,
        speed: { ...text, default: '1' },
        from: { ...text, default: '1' },
        limit: text,
        interval: { ...text, default: '10' },
        'display-from': text,
        run: text,
      },
    });
  } catch (error) {
    throw new Failure('usage', `${(error as Error).message}\n${USAGE}`);
  }
}

async function replay(plan: ReplayPlan, options: Options, { env, say }: Terminal, signal: AbortSignal) {
  const config = readConfig(env);
  const server = await connectOrStart({ config: { ...config, logLevel: 'error' } });
  const sleep = (ms: number) => sleepFor(Math.min(ms, MAX_TIMER_MS), undefined, { signal }).catch(() => {});
  const send = (call: () => ReturnType<LocalServer['request']>) =>
    sendUntilAnswered({ send: call, sleep, signal, say });
  try {
    const articleId = await articleFor(server, plan, options, { send, say });
    say(
      `${plan.items.length} to publish at ${config.publicUrl ?? server.url}/live/${options.slug} (run ${options.run})`,
    );
    return await replayItems(plan.items, {
      speed: options.speed,
      publish: item => publish(server, send, item, { articleId, run: options.run }),
      onPublished: progress(plan.items.length, say),
      pace: { now: () => performance.now(), sleep },
      signal,
    });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'server')
      say(`To go on where this stopped: the same command with --run ${options.run}`);
    throw error;
  } finally {
    await server.close();
  }
}

/** Longer timers overflow; the pace asks again. */
const MAX_TIMER_MS = 2 ** 31 - 1;

type Send = (call: Sending['send']) => ReturnType<typeof sendUntilAnswered>;

async function articleFor(
  server: LocalServer,
  { article }: ReplayPlan,
  { slug, run }: Options,
  { send, say }: { readonly send: Send; readonly say: (text: string) => void },
): Promise<string> {
  const path = `/api/articles/${slug}`;
  const known = await send(() => server.request('GET', path));
  if (known.status === 200) return Snapshot.parse(known.body).article.id;
  if (known.status !== 404) throw failureFrom(known);
  const request = {
    headline: headlineFrom(slug),
    ...article,
    slug,
    status: 'live',
    commandId: idFor('article', slug, run),
  };
  const created = await send(() => server.request('POST', '/api/articles', request));
  if (created.status !== 201) throw failureFrom(created);
  say(`There was no article "${slug}"; it was created.`);
  return (created.body as { id: string }).id;
}

async function publish(
  server: LocalServer,
  send: Send,
  { place, line, entry }: ReplayItem,
  { articleId, run }: { readonly articleId: string; readonly run: string },
): Promise<void> {
  const command = { type: 'publish-entry', commandId: idFor(articleId, run, String(place)), entry };
  const answer = await send(() => server.request('POST', `/api/articles/${articleId}/commands`, command));
  if (answer.status !== 200) throw failureFrom(answer, { line });
}

/** The same for the same passage of the same run, so that sending again never doubles (D7). */
function idFor(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function headlineFrom(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const PROGRESS_EVERY_MS = 1_000;
const MAX_LABEL_CHARS = 70;

/** One line a second at most. */
function progress(total: number, say: (text: string) => void): (item: ReplayItem, count: number) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return ({ label }, count) => {
    const now = performance.now();
    if (now - saidAt < PROGRESS_EVERY_MS && count < total) return;
    saidAt = now;
    say(`${String(count).padStart(String(total).length)}/${total}  ${label.slice(0, MAX_LABEL_CHARS)}`);
  };
}
