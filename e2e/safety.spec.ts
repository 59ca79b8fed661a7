import type { Page } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { expect, test } from './newsroom.ts';

const PROBE = `</script><script>hacked=1</script><img src=x onerror="hacked=1"><svg onload=hacked=1>"'--><b>bold</b>{{7*7}}`;

test('markup in any field is text for readers', async ({ newsroom, reader }) => {
  const article = await publishProbes(newsroom);
  for (const path of [`/live/${article.slug}`, '/', `/live/${article.slug}?before=2`]) {
    await reader.visits(path);
    await reader.sees(PROBE);
    expect(await injected(reader.page)).toEqual([]);
  }
  await reader.opens(article);
  expect(await reader.page.getByText(PROBE).count(), 'places that show it').toBeGreaterThanOrEqual(FIELDS_SHOWN);
});

test('markup that comes over the socket is text too', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 1 });
  await reader.opens(article);
  await newsroom.publish(article, { headline: PROBE, body: paragraphs([PROBE]), tags: [PROBE.slice(0, 40)] });
  await expect(reader.entry(2)).toContainText(PROBE);
  expect(await injected(reader.page)).toEqual([]);
});

test('markup in any field is text for editors', async ({ newsroom, editor }) => {
  const article = await publishProbes(newsroom);
  await editor.opens(article);
  await editor.sees(PROBE);
  expect(await injected(editor.page)).toEqual([]);
  await editor.beginsToEdit(1);
  await expect(editor.headline).toHaveValue(PROBE);
  await expect(editor.text).toHaveText(PROBE);
  expect(await injected(editor.page)).toEqual([]);
  for (const path of ['/admin', `/admin/articles/${article.slug}/edit`]) {
    await editor.visits(path);
    await expect(editor.page.getByText(PROBE).or(editor.page.getByRole('textbox')).first()).toBeVisible();
    expect(await injected(editor.page)).toEqual([]);
  }
});

/**
 * Date line, headline, standfirst, body, credit, byline, featured (2), related (2), summary, and in entries: headline, body, byline, source, note, reason,
 * speaker, what a figure counts, title of an embed, and of a translation: translator, headline, body. */
const FIELDS_SHOWN = 23;

async function publishProbes(newsroom: Newsroom): Promise<ArticleHandle> {
  const { api } = newsroom;
  const link = { headline: PROBE, text: PROBE, url: null };
  const source = { name: PROBE, kind: 'own', url: null } as const;
  const authors = [{ name: PROBE, role: PROBE }];
  const text = { headline: PROBE, body: paragraphs([PROBE]), source, authors };
  const article = await api.article({
    ...text,
    slug: 'probes',
    standfirst: PROBE,
    dateLine: PROBE,
    featured: link,
    related: [link],
  });
  const entryId = await api.publish(article, { ...text, keyEvent: true, tags: [PROBE.slice(0, 40)] });
  await api.edit(article, { entryId, version: 1 }, PROBE, { kind: 'correction', note: PROBE });
  await api.publish(article, {
    headline: 'More than text',
    body: {
      type: 'doc',
      content: [
        { type: 'blockquote', attrs: { attribution: PROBE }, content: [{ type: 'paragraph' }] },
        { type: 'keyFigure', attrs: { value: '<b>7', label: PROBE } },
        { type: 'embed', attrs: { provider: 'link', url: 'https://example.org/', title: PROBE } },
      ],
    },
    translations: [
      {
        ...{ language: 'de', headline: PROBE, body: paragraphs([PROBE]) },
        translator: { name: PROBE, kind: 'person' },
      },
    ],
  });
  const rumour = await api.publish(article, 'To be withdrawn.');
  await api.command(article, { type: 'retract-entry', entryId: rumour, expectedVersion: 1, reason: PROBE });
  await api.command(article, { type: 'set-summary', points: [PROBE] });
  return article;
}

/** Whatever of the probe became an element or ran. */
function injected(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = document.querySelectorAll(
      'img, svg[onload], script:not([src], [type="application/json"], [type="application/ld+json"]), #root b',
    );
    return [...elements].map(element => element.outerHTML).concat('hacked' in window ? ['it ran'] : []);
  });
}
