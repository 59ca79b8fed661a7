import type { ArticleState } from '#shared/article.ts';
import { withKnown } from '#shared/changes.ts';
import { isFilter, type Lens, lensQuery, PLAIN_LENS, type Selection } from '#shared/lens.ts';
import type { LiveArticle } from '../../live/article.ts';
import { articleAddress } from '../../live/article-address.ts';
import { after } from '../../live/browser.ts';
import { textsIn } from '../../ui/texts.ts';
import type { Reader } from '../reader.ts';
import type { TimelineView } from '../reading.ts';
import { addressedLens, lensPath } from './lens-address.ts';
import { atFirst, countOf, further, hasMore, type Seen, withdrawnFrom } from './seen.ts';

const keepers = new WeakMap<LiveArticle, LensKeeper>();
/** Then the status line is empty again, for the same words twice in a row would not be heard. */
const SPOKEN_MS = 5_000;

/** `loading`: more is on its way. `failed`: it could not be had. */
export type LensStatus = 'idle' | 'loading' | 'failed';

export interface LensView extends TimelineView {
  readonly seen: Seen;
  readonly status: LensStatus;
}

export type MakeView = (seen: Seen, status: LensStatus) => LensView;

/** From now on the lens of this page is what its address says. */
export function keepLens(reader: Reader, make: MakeView): LensKeeper {
  const keeper = keepers.get(reader.article) ?? new LensKeeper(reader, make);
  keepers.set(reader.article, keeper);
  return keeper;
}

/** For parts of the page that are only there with a lens. */
export function lensKeeper({ article }: Reader): LensKeeper {
  const keeper = keepers.get(article);
  if (keeper === undefined) throw new Error('Nobody keeps the lens of this page.');
  return keeper;
}

class LensKeeper {
  readonly #reader: Reader;
  readonly #make: MakeView;
  /** Grows with every choice, so that what was asked for an earlier one is let go. */
  #turn = 0;
  /** What was picked until it was withdrawn, since the last choice. */
  #withdrawn: ReadonlySet<number> = new Set();
  /** How far the reader had come when a filter was put before all that comes; null: there is none. */
  #filteredSince: number | null = null;

  constructor(reader: Reader, make: MakeView) {
    this.#reader = reader;
    this.#make = make;
    if (isFilter(this.lens)) this.#filteredSince = reader.reading.getState().revealedTo;
    addEventListener('popstate', () => this.followAddress());
    reader.article.store.subscribe(({ article: now, connection }, { article: then, connection: before }) => {
      // A new snapshot holds nothing of what was read on its own.
      if (now.snapshotSeq !== then.snapshotSeq || now.position.epoch !== then.position.epoch) void this.#readAgain();
      else if (now !== then) this.#keepTombstones(now, then);
      if (connection.status === 'live' && before.status !== 'live' && this.#view?.status === 'failed') void this.more();
    });
  }

  get lens(): Lens {
    return this.#view?.seen.lens ?? PLAIN_LENS;
  }

  /** Looks through what the window's address names, where the reader went back or forth to it. */
  followAddress(): void {
    const lens = addressedLens();
    if (lensQuery(lens) !== lensQuery(this.lens)) void this.#turnTo(lens);
  }

  /** What the reader chooses. The page of older entries has an address of its own, so there the choice leads to another. */
  async choose(lens: Lens): Promise<void> {
    const { article, page } = this.#reader;
    const path = lensPath(article.store.getState().article.article.slug, lens);
    if (page.before !== null || page.entryNumber !== null || page.lens?.from) return location.assign(path);
    history.pushState(null, '', path);
    await this.#turnTo(lens);
  }

  /** Reads on. `refused`: only loading another page helps. */
  async more(): Promise<'added' | 'refused'> {
    const turn = this.#turn;
    const view = this.#view;
    if (view === null || !hasMore(view.seen, this.#state)) return 'added';
    this.#show(view.seen, 'loading');
    const seen = await this.#readOn(view.seen);
    if (turn === this.#turn) this.#show(seen ?? view.seen, seen ? 'idle' : 'failed');
    return seen ? 'added' : 'refused';
  }

  async #turnTo(lens: Lens): Promise<void> {
    const turn = ++this.#turn;
    const { reading } = this.#reader;
    this.#withdrawn = new Set();
    // What is held stays held. All that is shown is shown at once, and none of it glides in.
    reading.setState({ freshAfter: Number.POSITIVE_INFINITY });
    this.#markLeftOut(lens);
    if (lensQuery(lens) === '') return reading.setState({ view: null });
    const first = atFirst(lens, this.#state);
    // What is known is shown at once; from the oldest on, nothing may be.
    if (lens.order === 'newest' || first.next === null) this.#show(first, first.next === null ? 'idle' : 'loading');
    const seen = first.next === null ? first : await this.#readOn(first);
    if (turn !== this.#turn) return;
    this.#show(seen ?? first, seen ? 'idle' : 'failed');
    this.#tellCount();
  }

  /** What a filter left out as it came is new when the filter is taken off. */
  #markLeftOut(lens: Lens): void {
    const { reading } = this.#reader;
    const { revealedTo, newSince } = reading.getState();
    if (isFilter(lens)) {
      this.#filteredSince ??= revealedTo;
      return;
    }
    if (this.#filteredSince !== null && this.#filteredSince < revealedTo)
      reading.setState({ newSince: newSince ?? this.#filteredSince });
    this.#filteredSince = null;
  }

  #keepTombstones(now: ArticleState, then: ArticleState): void {
    const view = this.#view;
    const withdrawn = view ? withdrawnFrom(view.seen.lens, now, then) : [];
    if (view === null || withdrawn.length === 0) return;
    this.#withdrawn = new Set([...this.#withdrawn, ...withdrawn]);
    this.#show(view.seen, view.status);
  }

  /** As far as it had been read. */
  async #readAgain(): Promise<void> {
    const turn = ++this.#turn;
    const { seen } = this.#view ?? {};
    if (seen === undefined) return;
    let again: Seen = seen.from === null ? atFirst(seen.lens, this.#state) : { ...seen, next: seen.from };
    while (again.next !== null && (again.unknown === null || isBehind(again, seen))) {
      const read = await this.#readOn(again);
      if (turn !== this.#turn) return;
      if (read === null) return this.#show(again, 'failed');
      again = read;
    }
    this.#show(again, 'idle');
  }

  async #readOn(seen: Seen): Promise<Seen | null> {
    const { article } = this.#reader;
    for (const cache of ['default', 'reload'] as const) {
      const selection = await fetchSelection(this.#state.article.slug, seen, cache).catch(() => null);
      const state = this.#state;
      if (selection === null || selection.position.epoch !== state.position.epoch) continue;
      // Read before the snapshot that the page goes on from: it may lack edits that nobody will send again.
      if (selection.position.seq < state.snapshotSeq) continue;
      const known = withKnown(state, selection.entries);
      article.store.setState({ article: known });
      return further(seen, selection, known);
    }
    return null;
  }

  get #state(): ArticleState {
    return this.#reader.article.store.getState().article;
  }

  get #view(): LensView | null {
    return this.#reader.reading.getState().view as LensView | null;
  }

  #show(seen: Seen, status: LensStatus): void {
    this.#reader.reading.setState({ view: this.#make({ ...seen, withdrawn: this.#withdrawn }, status) });
  }

  #tellCount(): void {
    const { reading } = this.#reader;
    const { wording, revealedTo } = reading.getState();
    const { seen } = this.#view ?? {};
    const count = seen ? countOf(seen, this.#state, revealedTo) : null;
    if (count === null) return;
    const announcement = textsIn(wording).count('updates', count);
    reading.setState({ announcement });
    after(SPOKEN_MS, () => reading.getState().announcement === announcement && reading.setState({ announcement: '' }));
  }
}

function isBehind({ lens, next }: Seen, { next: before }: Seen): boolean {
  if (before === null || next === null) return next !== null;
  return lens.order === 'newest' ? next > before : next < before;
}

async function fetchSelection(slug: string, { lens, next }: Seen, cache: RequestCache): Promise<Selection> {
  const place = lens.order === 'newest' ? `before=${next}` : `after=${next}`;
  const query = [lensQuery(lens), place].filter(Boolean).join('&');
  const response = await fetch(`${articleAddress(slug)}/selection?${query}`, { cache });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
  return (await response.json()) as Selection;
}
