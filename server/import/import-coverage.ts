import type { Refusal } from '#server/refusal.ts';
import type { Written } from '#server/write.ts';
import type { Status } from '#shared/article.ts';
import { paragraphs, shortened } from '#shared/body-text.ts';
import {
  ArticleCommand,
  type ArticleCreated,
  type ArticleInput,
  type CommandAnswer,
  CreateArticle,
} from '#shared/commands.ts';
import { fieldOfLine, type ImportFound, type ImportReport } from '#shared/imports.ts';
import { type Coverage, type CoverageEntry, parseCoverage } from './coverage.ts';
import { loadLanguageDetector } from './languages.ts';

export interface CoverageImport {
  readonly text: string;
  /** The command ids come from it: the same import again finishes what was begun and doubles nothing. */
  readonly importId: string;
  readonly dryRun: boolean;
  readonly status?: Status | undefined;
  readonly slug?: string | undefined;
  /** The plain date of today, `2026-05-01`. */
  readonly today: string;
  readonly writeNewArticle: (command: CreateArticle) => Promise<Written<ArticleCreated>>;
  readonly write: (articleId: string, command: ArticleCommand) => Promise<Written<CommandAnswer>>;
}

/** Makes an article with its entries from coverage in plain text. Every command is made and checked before the first is sent. */
export async function importCoverage(request: CoverageImport): Promise<Written<ImportReport>> {
  const read = parseCoverage(request.text, await loadLanguageDetector());
  if (!read.ok)
    return refused({ status: 422, code: 'import-refused', reason: read.reason, field: fieldOfLine(read.line) });
  const { coverage } = read;
  const plan = planFor(coverage, request);
  const commands = commandsFor(coverage, plan, request);
  if ('refusal' in commands) return refused(commands.refusal);
  const report = {
    dryRun: request.dryRun,
    status: plan.status,
    found: foundIn(coverage),
    assumed: [...coverage.assumptions, ...plan.assumed],
    ignored: coverage.ignored,
  };
  if (request.dryRun) return { status: 'done', answer: { ...report, articleId: null, slug: null, address: null } };
  const made = await carryOut(commands, coverage, request);
  if (made.status === 'refused') return made;
  const { id, slug } = made.answer;
  return { status: 'done', answer: { ...report, articleId: id, slug, address: `/live/${slug}` } };
}

interface Plan {
  readonly status: Status;
  /** Shown with every entry; null: the time of publication is. */
  readonly displayAt: string | null;
  readonly assumed: readonly string[];
}

function planFor({ dateLine }: Coverage, { status, today }: CoverageImport): Plan {
  const date = dateLine?.date ?? null;
  const isPast = date !== null && date < today;
  const assumed: string[] = [];
  if (status === undefined)
    assumed.push(isPast ? 'The date lies in the past, so the article is ended.' : 'The article is live.');
  if (isPast) assumed.push(`The entries have no times; they show the date ${date}.`);
  else assumed.push('The entries have no times; they show the time of this import.');
  if (date !== null && date > today) assumed.push(`The date line, ${date}, lies in the future.`);
  return { status: status ?? (isPast ? 'ended' : 'live'), displayAt: isPast ? date : null, assumed };
}

interface Commands {
  readonly article: CreateArticle;
  readonly entries: readonly ArticleCommand[];
}

function commandsFor(
  coverage: Coverage,
  plan: Plan,
  { importId, slug }: CoverageImport,
): Commands | { readonly refusal: Refusal } {
  const article = CreateArticle.safeParse({
    type: 'create-article',
    commandId: `${importId}-0`,
    article: articleOf(coverage),
    status: plan.status,
    ...(slug === undefined ? {} : { slug }),
  });
  if (!article.success) return { refusal: malformed(coverage.headline.line, article.error.message) };
  const entries: ArticleCommand[] = [];
  for (const [index, entry] of coverage.entries.entries()) {
    const command = ArticleCommand.safeParse(publishCommand(entry, coverage, plan, `${importId}-${index + 1}`));
    if (!command.success) return { refusal: malformed(entry.line, command.error.message) };
    entries.push(command.data);
  }
  return { article: article.data, entries };
}

/** The article of coverage, as a command takes it. */
export function articleOf({
  dateLine,
  headline,
  standfirst,
  body,
  credit,
  language,
  featured,
}: Coverage): ArticleInput {
  return {
    dateLine: dateLine?.text ?? '',
    headline: headline.text,
    standfirst: standfirst?.text ?? '',
    body: paragraphs(body.map(({ text }) => text)),
    source: credit?.source ?? null,
    featured:
      featured === null ? null : { headline: featured.headline.text, text: featured.text?.text ?? '', url: null },
    ...(language === null ? {} : { language }),
  };
}

function publishCommand(entry: CoverageEntry, { language }: Coverage, { displayAt }: Plan, commandId: string): unknown {
  const content = {
    body: paragraphs(entry.paragraphs.map(({ text }) => text)),
    ...(entry.language === null || entry.language === language ? {} : { language: entry.language }),
    ...(displayAt === null ? {} : { displayAt }),
  };
  return { type: 'publish-entry', commandId, number: entry.number, entry: content };
}

async function carryOut(
  commands: Commands,
  coverage: Coverage,
  { write, writeNewArticle }: CoverageImport,
): Promise<Written<ArticleCreated>> {
  const created = await writeNewArticle(commands.article);
  if (created.status === 'refused') return created;
  for (const [index, command] of commands.entries.entries()) {
    const published = await write(created.answer.id, command);
    if (published.status === 'done') continue;
    const { number, line } = coverage.entries[index] ?? { number: index + 1, line: 1 };
    const reason = `Entry ${number} was refused; those before it are in /live/${created.answer.slug}. ${published.refusal.reason}`;
    return refused({ ...published.refusal, reason, field: fieldOfLine(line) });
  }
  return created;
}

const MAX_BEGINNING_CHARS = 60;

function foundIn({ dateLine, headline, standfirst, body, credit, language, entries, featured }: Coverage): ImportFound {
  return {
    dateLine: dateLine?.text ?? '',
    date: dateLine?.date ?? null,
    headline: headline.text,
    standfirst: standfirst?.text ?? '',
    paragraphs: body.length,
    source: credit?.source ?? null,
    language,
    entries: entries.map(entry => ({
      ...{ number: entry.number, line: entry.line, language: entry.language },
      paragraphs: entry.paragraphs.length,
      beginning: shortened(entry.paragraphs[0]?.text ?? '', MAX_BEGINNING_CHARS),
    })),
    featured: featured === null ? null : { headline: featured.headline.text, text: featured.text?.text ?? '' },
  };
}

function malformed(line: number, reason: string): Refusal {
  return { status: 422, code: 'import-refused', reason, field: fieldOfLine(line) };
}

function refused(refusal: Refusal): { readonly status: 'refused'; readonly refusal: Refusal } {
  return { status: 'refused', refusal };
}
