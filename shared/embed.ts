import type { ArticleState } from './article.ts';
import type { Site, Wording } from './pages.ts';

/** An article's timeline in a frame on somebody else's page: what may be chosen, and what the two pages say to each other. */

export const EMBED_THEMES = ['auto', 'light', 'dark'] as const;
export const EMBED_ORDERS = ['newest', 'oldest'] as const;
/** As many as every snapshot has. */
export const MAX_EMBED_ENTRIES = 20;

export interface EmbedOptions {
  readonly theme: (typeof EMBED_THEMES)[number];
  /** Which of the latest entries stands first. */
  readonly order: (typeof EMBED_ORDERS)[number];
  /** How many of the latest entries are shown. */
  readonly entries: number;
  /** The number of the only entry that is shown; null: the latest are. */
  readonly entry: number | null;
}

/** What the server hands to the embed's application, to render the page and to go on from. */
export interface EmbedView extends EmbedOptions {
  readonly state: ArticleState;
  readonly site: Site;
  readonly wording: Wording;
  /** The server's clock, in milliseconds. */
  readonly now: number;
}

/** From the page around the frame, which so makes known whom to tell the height. */
export const HELLO = 'pressbox-hello';
/** From the frame: its content is this high now. */
export const HEIGHT = 'pressbox-height';

export interface HelloMessage {
  readonly type: typeof HELLO;
}

export interface HeightMessage {
  readonly type: typeof HEIGHT;
  /** In CSS pixels. */
  readonly height: number;
  /** What the frame shows, as its name for those who hear the page. */
  readonly title: string;
}

/** What the frame may do in the page around it: follow its article, and lead away from it by a click. */
export const EMBED_SANDBOX =
  'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';
