import { browserParts } from '../live/browser.ts';
import { countDown } from '../live/count-down.ts';
import { follow } from '../live/follow.ts';
import { richPartsFor } from '../ui/rich/rich.tsx';
import { type Embed, heldEntries, reveal } from './embed.ts';

/** Brings an embed to life: it follows its article until the answer is called. */
export function followEmbed(embed: Embed): () => void {
  const { article, view } = embed;
  const { slug } = view.state.article;
  const stops = [
    markConnection(embed),
    view.entry === null ? revealUnread(embed) : keepEntry(embed, view.entry),
    noteWhatHasCome(embed),
    follow({ article, slug, parts: browserParts(slug) }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** On the document, for operators and tests. */
function markConnection({ article }: Embed): () => void {
  return article.store.subscribe(({ connection }) => {
    document.documentElement.dataset.live = connection.status;
  });
}

/** An article that starts over brings its latest entries, and ours may not be among them: the server has it. */
function keepEntry({ article }: Embed, number: number): () => void {
  return article.store.subscribe(({ article: now }) => {
    if (!now.entries.some(entry => entry.number === number)) location.reload();
  });
}

/** A time that was announced is not announced any more once it has come. */
function noteWhatHasCome({ article, showing }: Embed): () => void {
  function tell(leftMs: number | null): void {
    const now = article.now();
    if (leftMs !== null && leftMs <= 0 && showing.getState().clock < now + leftMs) showing.setState({ clock: now });
  }
  return countDown(article, { tell, lastMinute: () => 'not-at-all' }).stop;
}

/**
 * Shows new entries as they come, save where they would push down what is being read: newest first, while the frame is in the
 * reader's window and its top is not. Where that is, only the browser knows, for the window is another site's.
 */
function revealUnread(embed: Embed): () => void {
  const { article, showing, view } = embed;
  const head = watched('.embed-head', look);
  const whole = watched('.embed-page', look);

  function look(): void {
    const isReadFurtherDown = view.order === 'newest' && whole.isInView() && !head.isInView();
    if (showing.getState().pace !== 'live' || isReadFurtherDown) return;
    const brought = richPartsFor(heldEntries(article.store.getState().article, showing.getState()));
    if (brought === null) reveal(embed);
    else void brought.then(look);
  }

  const stops = [
    head.stop,
    whole.stop,
    article.store.subscribe(({ article: now }, { article: then }) => {
      if (now.position.epoch !== then.position.epoch) reveal(embed);
      else if (now !== then) look();
    }),
    showing.subscribe(({ pace }, then) => pace !== then.pace && look()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function watched(selector: string, onChange: () => void) {
  let isInView = true;
  const observer = new IntersectionObserver(seen => {
    isInView = seen.at(-1)?.isIntersecting ?? isInView;
    onChange();
  });
  const element = document.querySelector(selector);
  if (element) observer.observe(element);
  return { isInView: () => isInView, stop: () => observer.disconnect() };
}
