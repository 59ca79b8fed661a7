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
  async opens(article: Pick<ArticleHandle, 'slug'>, { before }: { readonly before?: number } = {}): Promise<void> {
    await this.visits(`/live/${article.slug}${before === undefined ? '' : `?before=${before}`}`);
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

  async sees(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  async doesNotSee(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text)).toHaveCount(0);
  }

  get heldButton(): Locator {
    return this.page.getByRole('button', { name: /new updates?$/ });
  }

  async isToldOf(news: string): Promise<void> {
    await expect(this.heldButton).toHaveText(news);
  }

  async looksAtNews(): Promise<void> {
    await this.heldButton.click();
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
