import { expect, test } from 'vitest';
import type { Refusal } from '#server/refusal.ts';
import type { Written } from '#server/write.ts';
import { Id } from '#shared/article.ts';
import type { ArticleCommand, ArticleCreated, CommandAnswer, CreateArticle } from '#shared/commands.ts';
import { type CoverageImport, importCoverage } from './import-coverage.ts';

const TEXT = `Monday, May 3, 2021

The bridge over the Wend is open again

Traffic crosses the river for the first time since the flood.

A ferry took its place. [Reuters]

  1. The barriers are down.

  3. Мост открыт, и первые машины уже едут на другой берег.

Only News
`;

const position = { epoch: 'epoch-of-this-article', seq: 1 };

/** A server that keeps what it is sent; `refuse` names the entry it will not take. */
function makeServer({ refuse }: { readonly refuse?: { readonly number: number; readonly refusal: Refusal } } = {}) {
  const articles: CreateArticle[] = [];
  const entries: ArticleCommand[] = [];
  return {
    articles,
    entries,
    writeNewArticle: async (command: CreateArticle): Promise<Written<ArticleCreated>> => {
      articles.push(command);
      return { status: 'done', answer: { id: 'article-1', slug: command.slug ?? 'the-bridge', position } };
    },
    write: async (_articleId: string, command: ArticleCommand): Promise<Written<CommandAnswer>> => {
      if (refuse !== undefined && command.type === 'publish-entry' && command.number === refuse.number)
        return { status: 'refused', refusal: refuse.refusal };
      entries.push(command);
      return { status: 'done', answer: { position } };
    },
  };
}

function run(server: ReturnType<typeof makeServer>, overrides: Partial<CoverageImport> = {}) {
  return importCoverage({
    text: TEXT,
    importId: 'import-01',
    dryRun: false,
    today: '2026-05-01',
    ...server,
    ...overrides,
  });
}

test('makes an article and its entries, and reports what it found', async () => {
  const server = makeServer();
  const outcome = await run(server);
  expect(server.articles).toMatchObject([
    {
      commandId: 'import-01-0',
      status: 'ended',
      article: {
        dateLine: 'Monday, May 3, 2021',
        headline: 'The bridge over the Wend is open again',
        source: { name: 'Reuters', kind: 'wire' },
        language: 'en',
      },
    },
  ]);
  expect(server.entries).toMatchObject([
    { type: 'publish-entry', commandId: 'import-01-1', number: 1, entry: { displayAt: '2021-05-03' } },
    { type: 'publish-entry', commandId: 'import-01-2', number: 3, entry: { language: 'ru' } },
  ]);
  expect(server.entries[0]).not.toHaveProperty('entry.language');
  expect(outcome).toMatchObject({
    status: 'done',
    answer: {
      dryRun: false,
      articleId: 'article-1',
      slug: 'the-bridge',
      address: '/live/the-bridge',
      status: 'ended',
      found: {
        date: '2021-05-03',
        paragraphs: 1,
        entries: [
          { number: 1, line: 9, language: 'en', paragraphs: 1, beginning: 'The barriers are down.' },
          {
            number: 3,
            line: 11,
            language: 'ru',
            paragraphs: 1,
            beginning: 'Мост открыт, и первые машины уже едут на другой берег.',
          },
        ],
      },
      ignored: [{ line: 13, text: 'Only News' }],
    },
  });
});

test('a dry run reports the same and sends nothing', async () => {
  const server = makeServer();
  const [dry, wet] = [await run(server, { dryRun: true }), await run(makeServer())];
  expect(server.articles).toEqual([]);
  if (dry.status !== 'done' || wet.status !== 'done') throw new Error('refused');
  const nowhere = { dryRun: true, articleId: null, slug: null, address: null };
  expect(dry.answer).toEqual({ ...wet.answer, ...nowhere });
});

test('[D7] the same import again sends the same commands', async () => {
  const [first, second] = [makeServer(), makeServer()];
  await run(first);
  await run(second);
  expect(second).toMatchObject({ articles: first.articles, entries: first.entries });
  for (const { commandId } of [...first.articles, ...first.entries]) expect(Id.safeParse(commandId).success).toBe(true);
});

test.each([
  ['2021-05-03', 'live', undefined],
  ['2021-05-02', 'live', undefined],
  ['2021-05-04', 'ended', '2021-05-03'],
])('on %s the article is %s', async (today, status, displayAt) => {
  const server = makeServer();
  await run(server, { today });
  expect(server.articles[0]?.status).toBe(status);
  expect(server.entries[0]).toHaveProperty('entry');
  expect(server.entries[0]).toMatchObject({ entry: displayAt === undefined ? {} : { displayAt } });
  if (displayAt === undefined) expect(server.entries[0]).not.toHaveProperty('entry.displayAt');
});

test('takes status and slug as they are asked for', async () => {
  const server = makeServer();
  await run(server, { status: 'paused', slug: 'wend' });
  expect(server.articles).toMatchObject([{ status: 'paused', slug: 'wend' }]);
});

test('refuses what cannot be read with its line, and sends nothing', async () => {
  const server = makeServer();
  const outcome = await run(server, { text: `A headline\n\n  1. One.\n\n  2. ${'p'.repeat(10_001)}` });
  expect(outcome).toMatchObject({
    status: 'refused',
    refusal: { status: 422, code: 'import-refused', field: 'text.5' },
  });
  expect(server.articles).toEqual([]);
});

test('says where it stopped when an entry is refused', async () => {
  const refusal = { status: 403, code: 'forbidden', reason: 'Your account may not do this.' };
  const outcome = await run(makeServer({ refuse: { number: 3, refusal } }));
  expect(outcome).toEqual({
    status: 'refused',
    refusal: {
      ...refusal,
      field: 'text.11',
      reason: 'Entry 3 was refused; those before it are in /live/the-bridge. Your account may not do this.',
    },
  });
});
