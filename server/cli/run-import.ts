import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readConfig } from '#server/config.ts';
import { importCoverage } from '#server/import/import-coverage.ts';
import { isTranscript } from '#server/import/transcript.ts';
import { Slug, STATUSES, Status } from '#shared/article.ts';
import { ImportId, type ImportReport, lineOfField, MAX_IMPORT_CHARS } from '#shared/imports.ts';
import { EXIT_CODES, Failure, failureOf } from './failure.ts';
import { formatReport } from './import-report.ts';
import { connectOrStart } from './local-server.ts';
import { checked } from './options.ts';
import { failureFrom } from './problems.ts';
import { readText } from './read-text.ts';
import type { Terminal } from './terminal.ts';

const USAGE = `usage: npm run import -- FILE [--dry-run] [--status ${STATUSES.join('|')}] [--slug SLUG] [--json] [--import-id ID]
FILE is coverage in plain text (docs/import.md), or - for standard input.`;

/** `npm run import`: coverage in plain text becomes an article, through the API. Answers the exit code. */
export async function runImport(args: readonly string[], terminal: Terminal): Promise<number> {
  const json = args.includes('--json');
  let file = '-';
  try {
    const options = optionsOf(args);
    file = options.file;
    const { report, site } = await importFile(options, terminal);
    terminal.print(json ? JSON.stringify(report) : formatReport(report, { site }));
    return EXIT_CODES.done;
  } catch (error) {
    const { kind, line, message } = failureOf(error);
    terminal.say(kind === 'refused' ? `${file}${line === null ? '' : `:${line}`}: ${message}` : message);
    if (json) terminal.print(JSON.stringify({ error: { kind, file, line, reason: message } }));
    return EXIT_CODES[kind];
  }
}

type Options = ReturnType<typeof optionsOf>;

function optionsOf(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Failure('usage', USAGE);
  const { status, slug, 'import-id': importId = randomUUID(), 'dry-run': dryRun } = values;
  return {
    file,
    request: {
      dryRun,
      importId: checked(ImportId, '--import-id', importId),
      ...(status === undefined ? {} : { status: checked(Status, '--status', status) }),
      ...(slug === undefined ? {} : { slug: checked(Slug, '--slug', slug) }),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        status: { type: 'string' },
        slug: { type: 'string' },
        'import-id': { type: 'string' },
      },
    });
  } catch (error) {
    throw new Failure('usage', `${(error as Error).message}\n${USAGE}`);
  }
}

interface Imported {
  readonly report: ImportReport;
  /** Where readers find it, without a trailing slash. */
  readonly site: string;
}

async function importFile({ file, request }: Options, terminal: Terminal): Promise<Imported> {
  const text = await readText(file, terminal);
  if (text.trim() === '') throw new Failure('refused', 'there is no text', 1);
  if (text.length > MAX_IMPORT_CHARS)
    throw new Failure('refused', `the text has ${text.length} characters; ${MAX_IMPORT_CHARS} is the most`);
  if (isTranscript(text)) throw new Failure('refused', 'this is a timed transcript; `npm run replay` publishes it', 1);
  return request.dryRun ? { report: await dryRun(text, request), site: '' } : send(text, file, request, terminal);
}

/** Nothing is written, so no server is asked: not even the data folder is touched. */
async function dryRun(text: string, request: Options['request']): Promise<ImportReport> {
  const never = () => Promise.reject(new Error('A dry run writes nothing.'));
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const imported = await importCoverage({ ...request, text, today, write: never, writeNewArticle: never });
  if (imported.status === 'done') return imported.answer;
  throw new Failure('refused', imported.refusal.reason, lineOfField(imported.refusal.field));
}

async function send(text: string, file: string, request: Options['request'], { env }: Terminal): Promise<Imported> {
  const config = readConfig(env);
  const server = await connectOrStart({ config: { ...config, port: 0, logLevel: 'silent' } });
  try {
    const answer = await server.request('POST', '/api/imports', { ...request, text }).catch((error: Error) => {
      const again = `npm run import -- ${file} --import-id ${request.importId}`;
      throw new Failure(
        'server',
        `The server did not answer (${error.message}). To finish what it may have begun: ${again}`,
      );
    });
    if (answer.status !== HTTP_CREATED) throw failureFrom(answer);
    const later = config.port === 0 ? '' : `http://${config.host}:${config.port}`;
    return { report: answer.body as ImportReport, site: config.publicUrl ?? (server.isOwn ? later : server.url) };
  } finally {
    await server.close();
  }
}

const HTTP_CREATED = 201;
