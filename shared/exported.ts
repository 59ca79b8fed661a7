import type { Article, Entry } from './article.ts';
import type { Site, Wording } from './pages.ts';

/** A whole article as it leaves the site: what the server hands to the one renderer of markup and Markdown (client/export/). */

/** An article at the moment it is exported. */
export interface ExportView {
  readonly article: Article;
  readonly site: Site;
  readonly wording: Wording;
  /** Where readers find the site, without a trailing slash. */
  readonly siteUrl: string;
  /** The server's clock, in milliseconds. */
  readonly now: number;
}

/** A page of the bundle. Entries are read from the oldest to the newest. */
export interface BundlePage {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** Of its entries. */
  readonly from: number;
  readonly to: number;
}

/** Where a key event stands in the bundle. */
export interface BundleKeyEvent {
  readonly page: number;
  readonly entry: Entry;
}
