import { expect } from '@playwright/test';
import { FURTHER_STATES } from './further-states.ts';
import type { Scene } from './newsroom/scene.ts';
import { publishRichArticle } from './rich-article.ts';
import { richEntry } from './rich-entry.ts';

/**
 * Every state that a reader's page can be in, and how it comes into it: what looks at all of them (by axe, or on pictures) takes
 * them from here.
 */
export const READER_STATES: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async 'a home page without articles'({ reader }) {
    await reader.visits('/');
  },

  async 'a home page with articles of every status'({ newsroom, reader }) {
    for (const status of ['live', 'paused', 'upcoming', 'ended'] as const)
      await newsroom.article({ status, entries: 1 });
    await reader.visits('/');
  },

  async 'an article with everything in it'({ newsroom, reader }) {
    await reader.opens(await publishRichArticle(newsroom));
    await reader.listensToKeys();
  },

  async 'an article without entries'({ newsroom, reader }) {
    await reader.opens(await newsroom.article());
  },

  async 'an article that is upcoming'({ newsroom, reader }) {
    const startsAt = new Date(Date.now() + DAY_MS).toISOString();
    await reader.opens(await newsroom.article({ status: 'upcoming', startsAt, entries: 1 }));
    await expect(reader.page.locator('.count-down')).toHaveText(/./);
  },

  async 'an article that is paused by its editors'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 2 });
    const resumesAt = new Date(Date.now() + DAY_MS).toISOString();
    await newsroom.api.command(article, { type: 'set-status', status: 'paused', resumesAt });
    await reader.opens(article);
  },

  async 'an article that has ended'({ newsroom, reader }) {
    await reader.opens(await newsroom.article({ status: 'ended', entries: 3 }));
  },

  async 'pictures, figures, embeds and translations'({ newsroom, reader }) {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
  },

  async 'a picture over the page'({ newsroom, reader }) {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await reader.opens(article);
    await reader.page.getByRole('link', { name: 'The bridge at dawn' }).click();
    await expect(reader.page.getByRole('dialog')).toBeVisible();
  },

  async 'held entries'(scene) {
    await withHeldEntries(scene);
    await scene.reader.heldButton.focus();
  },

  async 'entries that were held and are shown'(scene) {
    const { reader } = scene;
    await withHeldEntries(scene);
    await reader.looksAtNews();
    await expect(reader.line).toBeVisible();
  },

  async 'a correction pointed out, and what changed'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    await reader.listensToKeys();
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', CORRECTION);
    await reader.entry(4).getByRole('button', { name: 'What changed' }).click();
    await expect(reader.page.getByRole('region', { name: 'What changed' })).toBeFocused();
  },

  async 'key events only, oldest first'({ newsroom, reader }) {
    await reader.opens(await publishRichArticle(newsroom), { query: 'show=key&order=oldest' });
  },

  async 'a filter that finds nothing'({ newsroom, reader }) {
    await reader.opens(await newsroom.article({ entries: 2 }), { query: 'show=corrections' });
  },

  async 'the display options'({ newsroom, reader }) {
    await reader.opens(await publishRichArticle(newsroom));
    await reader.page.getByText('Display options').click();
    await expect(reader.page.getByRole('radio', { name: 'Oldest first' })).toBeVisible();
  },

  async 'updates paused by the reader'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.pauseSwitch.click();
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
  },

  async 'who comes back is told what happened'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 3 });
    const wrong = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await newsroom.publish(article, { headline: 'The bridge is in place', keyEvent: true });
    await newsroom.publish(article, 'Somebody waved.');
    await newsroom.api.edit(article, { entryId: wrong, version: 1 }, 'The ferry leaves at ten.', CORRECTION);
    await reader.opens(article);
    await reader.catchUp.getByText('1 key event among them').click();
  },

  async 'results of a search'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 25 });
    await reader.opens(article);
    await reader.page.getByText('Search', { exact: true }).click();
    await reader.page.getByRole('searchbox').fill('update 2');
    await expect(reader.page.locator('.found > li').first()).toBeVisible();
  },

  async "an entry's own page"({ newsroom, reader }) {
    await visitsEntry({ newsroom, reader });
  },

  async 'the list to jump by'({ newsroom, reader }) {
    await visitsEntry({ newsroom, reader });
    await reader.page.keyboard.press('c');
    await expect(reader.page.getByRole('dialog')).toBeVisible();
  },

  async 'the list of keys'({ newsroom, reader }) {
    await visitsEntry({ newsroom, reader });
    await reader.page.keyboard.press('?');
    await expect(reader.page.getByRole('dialog')).toBeVisible();
  },

  async 'the list to jump by as a page'({ newsroom, reader }) {
    const article = await newsroom.article({ entries: 45 });
    await newsroom.publish(article, { headline: 'Sixty years later', keyEvent: true });
    await reader.visits(`/live/${article.slug}/contents`);
  },

  async 'a page of older entries'({ newsroom, reader }) {
    await reader.opens(await newsroom.article({ entries: 65 }), { before: 41 });
  },

  async 'a lost connection'({ newsroom, reader }) {
    await reader.page.clock.install();
    await reader.opens(await newsroom.article({ entries: 1 }));
    newsroom.network.cut();
    await reader.isCutOff();
    await reader.page.clock.fastForward('00:06');
    await reader.sees('Connection lost');
  },

  async 'an article that is gone'({ newsroom, reader }) {
    const article = await newsroom.article();
    await reader.opens(article);
    await newsroom.api.command(article, { type: 'remove-article' });
    await reader.sees('This coverage is no longer available.');
  },

  async 'an address without coverage'({ newsroom, reader }) {
    newsroom.expectComplaint(/status of 404/);
    await reader.visits('/live/nothing-here');
  },

  async 'an article that runs from right to left'({ newsroom, reader }) {
    const article = await newsroom.article({ headline: 'العاصفة', language: 'ar', slug: 'al-asifa' });
    await newsroom.publish(article, 'العاصفة تقترب من الساحل.');
    await newsroom.publish(article, { language: 'en', headline: 'The storm', keyEvent: true });
    await reader.opens(article);
  },

  ...FURTHER_STATES,
};

const DAY_MS = 24 * 60 * 60 * 1_000;
const CORRECTION = { kind: 'correction', note: 'We first gave the wrong hour.' } as const;

async function withHeldEntries({ newsroom, reader }: Scene): Promise<void> {
  const article = await newsroom.article({ entries: 30 });
  await reader.opens(article);
  await reader.scrollsTo(20);
  await newsroom.publish(article, 'Somebody waved.');
  await reader.isToldOf('1 new update');
}

async function visitsEntry({ newsroom, reader }: Scene): Promise<void> {
  const article = await newsroom.article({ entries: 45 });
  await newsroom.publish(article, { headline: 'Sixty years later', keyEvent: true });
  await reader.visits(`/live/${article.slug}/entry/30`);
  await reader.listensToKeys();
}
