import { expect, it } from 'vitest';
import { FEED_FORMATS, feedPath } from '#shared/addresses.ts';
import { paragraphs } from '#shared/body-text.ts';
import { makeArticle, makeEntry } from './test-bench/make-article.ts';
import { runningApp } from './test-bench/running-app.ts';
import { createIn } from './test-bench/stored-article.ts';

const ODD = 'en-us-uk';

it('a language that nobody knows is refused, with the field that names it', async () => {
  await using running = await runningApp();
  const { id } = await running.createArticle();
  const ask = (path: string, body: object) => running.ask('POST', path, { as: 'operator', body });
  const commands = `/api/articles/${id}/commands`;
  const entry = { body: paragraphs(['Docked']) };
  const translation = { language: ODD, headline: null, ...entry, translator: { name: 'Ada', kind: 'person' } };
  const publish = { type: 'publish-entry', commandId: 'command-1' };

  const answers = [
    await ask('/api/articles', { headline: 'The Eagle', language: ODD }),
    await ask(commands, { ...publish, entry: { ...entry, language: ODD } }),
    await ask(commands, { ...publish, entry: { ...entry, translations: [translation] } }),
  ];

  expect(answers.map(({ json }) => json)).toMatchObject([
    { status: 400, field: 'language' },
    { status: 400, field: 'entry.language' },
    { status: 400, field: 'entry.translations.0.language' },
  ]);
});

it('one that was stored before breaks nothing, neither its article nor the site', async () => {
  await using running = await runningApp();
  const now = new Date(running.desk.context.clock()).toISOString();
  const article = makeArticle({ slug: 'odd', language: ODD, createdAt: now });
  await createIn(running.store, article);
  const entry = makeEntry({ language: 'zh-yue', publishedAt: now });
  await running.store.transaction(tx => tx.append(article.id, [{ type: 'entry-published', entry }], 0));

  const ways = ['', '/entry/1', '/contents', '/export.json', '/export.md', '/export.zip', '/social.png', '?show=key'];
  const paths = [
    ...['/', '/sitemap.xml', '/embed/odd', '/api/articles/odd', '/api/articles/odd/search?q=entry'],
    ...FEED_FORMATS.flatMap(format => [feedPath(format), feedPath(format, 'odd')]),
    ...ways.map(way => `/live/odd${way}`),
  ];
  for (const path of paths) expect([path, (await running.ask('GET', path)).status]).toEqual([path, 200]);
  expect((await running.ask('GET', '/news-sitemap.xml')).text).toContain('<news:language>en</news:language>');
});
