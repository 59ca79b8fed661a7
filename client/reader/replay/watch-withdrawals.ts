import type { ArticleState, Position } from '#shared/article.ts';
import { withKnown } from '#shared/changes.ts';
import { LiveArticle } from '../../live/article.ts';
import { browserParts } from '../../live/browser.ts';
import { follow } from '../../live/follow.ts';
import type { Reader } from '../reader.ts';
import type { MomentStore } from './moment.ts';

/**
 * The past does not change, but what is withdrawn leaves it too, at once (D11): the log is followed for that alone, from where it stood
 * when the page was made. Answers the way to stop.
 */
export function watchWithdrawals({ article, page }: Reader, moment: MomentStore): () => void {
  const { slug } = page.state.article;
  const heard = new LiveArticle({
    state: nothingOf(page.state, moment.getState().head),
    before: null,
    madeAt: page.now,
    parts: browserParts(slug),
  });
  const stopListening = heard.store.subscribe(({ article: now }, { article: then }) => {
    if (now === then) return;
    // A snapshot does not tell of everything that happened meanwhile.
    if (now.snapshotSeq !== then.snapshotSeq || now.position.epoch !== then.position.epoch) return location.reload();
    const withdrawn = now.entries.filter(entry => entry.retraction !== null && !then.entries.includes(entry));
    if (withdrawn.length === 0) return;
    const state = article.store.getState().article;
    const shown = withdrawn.filter(({ number }) => state.entries.some(entry => entry.number === number));
    article.store.setState({ article: withKnown(state, shown) });
    moment.setState({ head: now.position });
  });
  const stopFollowing = follow({ article: heard, slug, parts: browserParts(slug) });
  return () => {
    stopListening();
    stopFollowing();
  };
}

function nothingOf({ article }: ArticleState, head: Position): ArticleState {
  return { article, entries: [], completeFrom: Number.MAX_SAFE_INTEGER, position: head, snapshotSeq: head.seq };
}
