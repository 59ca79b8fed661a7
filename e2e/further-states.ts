import { expect } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import { letHappen } from './newsroom/past.ts';
import type { Scene } from './newsroom/scene.ts';
import { FILM, framesAreFilms, richEntry } from './rich-entry.ts';

/** States of pages that are not an article as it stands now, and of what is in them from elsewhere. */
export const FURTHER_STATES: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async 'an article as it stood'({ newsroom, reader }) {
    const article = await endedAfterAnHour({ newsroom, reader });
    await reader.visits(`/live/${article.slug}?at=2026-03-02T14:25Z`);
    await reader.isLinked('past');
  },

  async 'an article that is played back'({ newsroom, reader }) {
    const article = await endedAfterAnHour({ newsroom, reader });
    await reader.visits(`/live/${article.slug}?at=2026-03-02T14:39:50Z`);
    await reader.page.getByLabel('Speed').selectOption('10×');
    await reader.page.getByLabel('Skip silent stretches').uncheck();
    await reader.page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(reader.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await reader.seesEntries([4, 3, 2, 1]);
  },

  async 'an address to copy'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 3 });
    await reader.page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'share');
      Reflect.deleteProperty(Navigator.prototype, 'clipboard');
    });
    await reader.opens(article);
    await reader.page.getByRole('button', { name: 'Share update No. 3' }).click();
    await expect(reader.page.getByRole('textbox', { name: 'Copy this address' })).toBeVisible();
  },

  async 'a page that was kept, without a network'({ newsroom, reader }) {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    await reader.keeps(article, 'The bridge was raised');
    newsroom.network.cut();
    await reader.page.reload();
    await reader.sees(/you are offline/);
  },

  async 'what is kept, without a network'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 3 });
    const arabic = await newsroom.article({ headline: 'العاصفة', language: 'ar', slug: 'al-asifa', entries: 1 });
    for (const read of [article, arabic]) {
      await reader.opens(read);
      await reader.keeps(read, 'This is what update 1 says.');
    }
    newsroom.network.cut();
    await reader.visits('/');
    await reader.sees('Kept on this device');
  },

  async 'an embed with held entries and all there can be in them'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 2 });
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.visits(`/embed/${article.slug}`);
    await reader.isLive();
    await reader.page.getByRole('button', { name: 'Pause updates' }).click();
    await newsroom.publish(article, 'Somebody waved.');
    await expect(reader.page.getByRole('button', { name: '1 new update' })).toBeVisible();
  },

  async 'an embed that is dark'({ newsroom, reader }) {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.visits(`/embed/${article.slug}?theme=dark`);
    await reader.isLive();
  },

  async 'pictures, figures, embeds and translations from right to left'({ newsroom, reader }) {
    const article = await newsroom.article({ headline: 'الجسر يرتفع', language: 'ar', slug: 'al-jisr' });
    const { body, ...rich } = await richEntry(newsroom);
    await newsroom.publish(article, {
      ...{
        headline: 'الجسر يرتفع ببطء',
        language: 'ar',
        body,
        source: rich.source ?? null,
        confirmation: 'unconfirmed',
      },
      translations: [
        {
          language: 'en',
          headline: 'The bridge is up',
          body: paragraphs(['The bridge was raised by two metres.']),
          translator: { name: 'Vera Lind', kind: 'person' },
        },
      ],
    });
    await reader.opens(article);
  },

  async 'something from elsewhere, shown'({ newsroom, reader }) {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await framesAreFilms(reader.page);
    await reader.opens(article);
    await reader.page.getByRole('button', { name: 'Show here' }).click();
    await expect(reader.page.getByTitle(`YouTube: ${FILM.title}`).contentFrame().getByText('A film')).toBeVisible();
  },

  async 'translations only'({ newsroom, reader }) {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    await reader.page.getByText('Display options').click();
    await reader.page.getByRole('radio', { name: 'Translation only' }).check();
    await reader.page.getByLabel('Language').selectOption('Arabic');
  },
};

async function endedAfterAnHour({ newsroom }: Scene): Promise<ArticleHandle> {
  const article = await newsroom.article({ timeZone: 'UTC', entries: 3 });
  await newsroom.publish(article, await richEntry(newsroom));
  await newsroom.api.command(article, { type: 'set-status', status: 'ended' });
  await letHappen(newsroom, article, { from: '2026-03-02T14:00:00Z', minutes: [0, 5, 10, 20, 40, 60] });
  return article;
}
