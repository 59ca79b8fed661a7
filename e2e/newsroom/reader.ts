import { expect, type Locator, type Page } from '@playwright/test';
import type { ArticleHandle } from './api.ts';

/** Somebody who reads. What they `see` they wait for. */
export class Reader {
  readonly page: Page;
  readonly #messages: string[] = [];
  #pagesOpened = 0;

  constructor(page: Page) {
    this.page = page;
    page.on('load', () => {
      this.#pagesOpened += 1;
    });
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) => this.#messages.push(JSON.parse(String(payload)).type));
    });
  }

  /** The types of all messages that came over the socket. */
  get messages(): readonly string[] {
    return this.#messages;
  }

  /** Opens an article and waits until it is followed. */
  async opens(
    article: Pick<ArticleHandle, 'slug'>,
    { before, query = before === undefined ? '' : `before=${before}` }: { before?: number; query?: string } = {},
  ): Promise<void> {
    await this.visits(`/live/${article.slug}${query && `?${query}`}`);
    await this.isLive();
  }

  /** Opens any address of the site. */
  async visits(path: string): Promise<void> {
    this.#pagesOpened = 0;
    await this.page.goto(path);
  }

  async isLive(): Promise<void> {
    await this.isLinked('live');
  }

  /** Keys are listened for once the page is at rest. */
  async listensToKeys(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-keys', 'on');
  }

  async isCutOff(): Promise<void> {
    await this.isLinked(/connecting|waiting/);
  }

  async isLinked(state: string | RegExp): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-live', state);
  }

  /** The entry in the timeline. */
  entry(number: number): Locator {
    return this.page.locator(`#entry-${number}`);
  }

  /** The numbers of the entries in the timeline, from the top. */
  async numbers(): Promise<number[]> {
    const ids = await this.page
      .locator('.timeline .entries > li > article')
      .evaluateAll(all => all.map(({ id }) => id));
    return ids.map(id => Number(id.replace('entry-', '')));
  }

  /** These entries make the timeline, from the top, and each is on the page once, however it came there (D3). */
  async seesEntries(numbers: readonly number[]): Promise<void> {
    await expect.poll(() => this.numbers()).toEqual(numbers);
    const ids = await this.page.locator('[id]').evaluateAll(all => all.map(({ id }) => id));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  }

  /** What the browser's own search in the page finds. */
  finds(text: string): Promise<boolean> {
    return this.page.evaluate(wanted => (window as unknown as { find(text: string): boolean }).find(wanted), text);
  }

  async sees(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  async doesNotSee(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text)).toHaveCount(0);
  }

  /** The tab is left for another one. */
  async hides(): Promise<void> {
    await this.#isSeen('hidden');
  }

  /** The tab is looked at again. */
  async returns(): Promise<void> {
    await this.#isSeen('visible');
  }

  /** Headless Chromium shows every tab: the page is told otherwise. */
  async #isSeen(state: DocumentVisibilityState): Promise<void> {
    await this.page.evaluate(now => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: now });
      Object.defineProperty(document, 'hidden', { configurable: true, value: now === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  }

  /** The site's worker answers from now on. */
  async hasWorker(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await expect.poll(() => this.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }

  /** The article's page lies on the device with this text in it, and the worker answers. */
  async keeps({ slug }: Pick<ArticleHandle, 'slug'>, text: string): Promise<void> {
    await this.hasWorker();
    const kept = () =>
      this.page.evaluate(async key => (await (await caches.match(key))?.text()) ?? '', `/live/${slug}`);
    await expect.poll(kept).toContain(text);
  }

  get heldButton(): Locator {
    return this.page.locator('.held').getByRole('button');
  }

  /** Between what is new and what was there before. */
  get line(): Locator {
    return this.page.getByText('New since you were here');
  }

  async isToldOf(news: string): Promise<void> {
    await expect(this.heldButton).toHaveText(news);
  }

  async looksAtNews(): Promise<void> {
    await this.heldButton.click();
  }

  get pauseSwitch(): Locator {
    return this.page.getByRole('button', { name: 'Pause updates' });
  }

  async choosesPace(pace: string): Promise<void> {
    await this.page.getByText('Display options').click();
    await this.page.getByRole('radio', { name: pace }).check();
    await this.page.getByText('Display options').click();
  }

  /** Leaves the article; to the device that was so long ago. */
  async leavesFor({ minutes }: { readonly minutes: number }): Promise<void> {
    // Who leaves before the page is at rest has read nothing.
    await this.listensToKeys();
    await this.page.goto('/');
    await this.page.evaluate(agoMs => {
      const visits = JSON.parse(localStorage.getItem('pressbox-visits') ?? '{}');
      for (const visit of Object.values<{ at: number }>(visits)) visit.at -= agoMs;
      localStorage.setItem('pressbox-visits', JSON.stringify(visits));
    }, minutes * 60_000);
  }

  /** What somebody who comes back is told. */
  get catchUp(): Locator {
    return this.page.getByRole('region', { name: 'While you were away' });
  }

  /** Scrolls until the entry is at the top of the window. */
  async scrollsTo(number: number): Promise<void> {
    await this.entry(number).evaluate(element => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
  }

  async scrollsToTop(): Promise<void> {
    await this.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  }

  async loadsEarlierUpdates(): Promise<void> {
    await this.page.getByRole('link', { name: 'Earlier updates' }).click();
  }

  /** Whatever was seen came by itself. */
  hasNotReloaded(): void {
    expect(this.#pagesOpened, 'pages loaded').toBe(1);
  }
}
