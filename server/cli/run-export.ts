import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { readConfig } from '#server/config.ts';
import { Slug } from '#shared/article.ts';
import { EXIT_CODES, Failure, failureOf } from './failure.ts';
import { connectOrStart } from './local-server.ts';
import { checked } from './options.ts';
import { type Terminal, whereAsked } from './terminal.ts';

/** What the downloads are called. */
const TYPES = { json: 'json', markdown: 'md', bundle: 'zip' } as const;
const Format = z.enum(['json', 'markdown', 'bundle']);

const USAGE = `usage: npm run export -- SLUG --to FILE [--format ${Format.options.join('|')}]
SLUG is the article's address after /live/. Without --format the file's name decides: .json, .md or .zip.`;

/** `npm run export`: a whole article into a file, as everybody may download it. Answers the exit code. */
export async function runExport(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = optionsOf(args);
    await exportTo(options, terminal);
    terminal.say(`${options.slug} is in ${options.file}`);
    return EXIT_CODES.done;
  } catch (error) {
    const { kind, message } = failureOf(error);
    terminal.say(message);
    return EXIT_CODES[kind];
  }
}

interface Options {
  readonly slug: string;
  readonly file: string;
  readonly type: (typeof TYPES)[keyof typeof TYPES];
}

function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [slug, ...others] = positionals;
  const { to: file, format } = values;
  if (slug === undefined || others.length > 0 || file === undefined) throw new Failure('usage', USAGE);
  const type = format === undefined ? typeByName(file) : TYPES[checked(Format, '--format', format)];
  return { slug: checked(Slug, 'SLUG', slug), file, type };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: 'string' }, format: { type: 'string' } },
    });
  } catch (error) {
    throw new Failure('usage', `${(error as Error).message}\n${USAGE}`);
  }
}

function typeByName(file: string): Options['type'] {
  const type = Object.values(TYPES).find(ending => file.endsWith(`.${ending}`));
  if (type === undefined) throw new Failure('usage', USAGE);
  return type;
}

async function exportTo({ slug, file, type }: Options, { env }: Terminal): Promise<void> {
  const server = await connectOrStart({ config: { ...readConfig(env), port: 0, logLevel: 'silent' } });
  try {
    const response = await fetch(new URL(`/live/${slug}/export.${type}`, server.url));
    if (!response.ok || response.body === null)
      throw new Failure(
        'refused',
        response.status === 404 ? `There is no article "${slug}".` : `The server answered ${response.status}.`,
      );
    await save(Readable.from(response.body), whereAsked(file, env));
  } finally {
    await server.close();
  }
}

/** Under its name only when it is whole. */
async function save(content: Readable, file: string): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
