import type { ArticleState, Entry } from '#shared/article.ts';
import type { Texts } from '../ui/texts.ts';
import { cameAfter, type PageWindow } from './reading.ts';

/** What changed between two states, as far as a reader is told of it. */
export interface News {
  readonly published: number;
  readonly corrected: number;
  readonly withdrawn: number;
}

export const NO_NEWS: News = { published: 0, corrected: 0, withdrawn: 0 };

export function newsBetween(before: ArticleState, after: ArticleState, page: PageWindow): News {
  if (before.position.epoch !== after.position.epoch) return NO_NEWS;
  const known = new Map(before.entries.map(entry => [entry.number, entry]));
  const newest = before.entries[0]?.number ?? 0;
  let news = NO_NEWS;
  for (const entry of after.entries) {
    const old = known.get(entry.number);
    if (old === entry) continue;
    if (old)
      news = plus(news, {
        ...NO_NEWS,
        corrected: correctionsIn(entry, old),
        withdrawn: withdrawalsIn(entry, old),
      });
    else if (entry.number > newest && entry.retraction === null && cameAfter(page, entry))
      news = plus(news, { ...NO_NEWS, published: 1 });
  }
  return news;
}

export function plus(one: News, other: News): News {
  return {
    published: one.published + other.published,
    corrected: one.corrected + other.corrected,
    withdrawn: one.withdrawn + other.withdrawn,
  };
}

/** "3 new updates, 1 correction"; empty where there is nothing to say. */
export function newsText({ published, corrected, withdrawn }: News, texts: Texts): string {
  const parts = [
    published > 0 && texts.count('newUpdates', published),
    corrected > 0 && texts.count('corrections', corrected),
    withdrawn > 0 && texts.count('withdrawals', withdrawn),
  ].filter(part => part !== false);
  return new Intl.ListFormat(texts.language, { type: 'unit' }).format(parts);
}

function correctionsIn(entry: Entry, old: Entry): number {
  if (entry.retraction !== null || old.retraction !== null) return 0;
  const last = entry.edits.at(-1);
  return last?.kind === 'correction' && last.at !== old.edits.at(-1)?.at ? 1 : 0;
}

function withdrawalsIn(entry: Entry, old: Entry): number {
  return entry.retraction !== null && old.retraction === null ? 1 : 0;
}
