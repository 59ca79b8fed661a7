import { SAMPLE_SLUG } from '#server/sample/sample-coverage.ts';
import { startChild } from '../child.ts';
import { entryCommand } from './entries.ts';
import type { SiteAnswers } from './site-process.ts';

/** A page to measure. */
export interface MeasuredPage {
  readonly url: string;
  /** Of the article; null where nothing is to be published in it. */
  readonly articleId: string | null;
}

/** The running server, with articles that are made when they are first asked for. */
export interface Site extends AsyncDisposable {
  readonly url: string;
  readonly sample: MeasuredPage;
  /** The article with so many entries to begin with: one for the whole run. */
  longArticle(entries: number): Promise<MeasuredPage>;
  /** One that nobody else has. */
  newArticle(entries: number): Promise<MeasuredPage>;
  publish(page: MeasuredPage, n: number): Promise<void>;
  /** For a page that publishes by itself. */
  publishRequest(page: MeasuredPage, n: number): PublishRequest;
}

export interface PublishRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function openSite(): Promise<Site> {
  const child = startChild<SiteAnswers>('page/site-process.ts', { core: null });
  const { url, operatorKey } = await child.ask('address');
  const made = new Map<number, Promise<MeasuredPage>>();
  async function newArticle(entries: number): Promise<MeasuredPage> {
    console.error(`publishing an article of ${entries.toLocaleString('en')} entries`);
    const { id, slug } = await child.ask('article', `Coverage of ${entries} entries`, entries);
    return { url: `${url}/live/${slug}`, articleId: id };
  }
  const site: Site = {
    url,
    newArticle,
    sample: { url: `${url}/live/${SAMPLE_SLUG}`, articleId: null },
    longArticle(entries) {
      const page = made.get(entries) ?? newArticle(entries);
      made.set(entries, page);
      return page;
    },
    publishRequest: ({ articleId }, n) => ({
      url: `${url}/api/articles/${articleId}/commands`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${operatorKey}` },
      body: entryCommand(n),
    }),
    async publish(page, n) {
      const { url: address, ...request } = site.publishRequest(page, n);
      const response = await fetch(address, { method: 'POST', ...request });
      if (!response.ok) throw new Error(`publishing: ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
  return site;
}
