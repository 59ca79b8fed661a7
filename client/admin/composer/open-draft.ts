import type { Entry } from '#shared/article.ts';
import type { ComposerOptions } from './composer.ts';
import type { Opening } from './composer-state.ts';
import { DraftKeeper, type Keeping } from './draft-keeper.ts';
import { keptText, NEW, type Origin } from './openings.ts';

type Claim = Promise<(() => void) | null>;

export interface OpenDraftOptions extends Pick<ComposerOptions, 'articleId' | 'userId' | 'article' | 'parts'> {
  /** Of the open one only; those that are being left keep silent. */
  readonly onKeeping: (keeping: Keeping) => void;
  readonly onPublished: (entry: Entry) => void;
  /** One that was left has been saved, as far as that could be. */
  readonly onLeft: () => void;
}

/** The draft in the composer: kept, and claimed for this tab. Those before it may still be on their way to the server. */
export class OpenDraft {
  readonly #options: OpenDraftOptions;
  #draftId: string;
  #keeper: DraftKeeper;
  #claim: Claim;
  readonly #leaving = new Map<string, DraftKeeper>();

  constructor(opening: Opening, options: OpenDraftOptions) {
    this.#options = options;
    this.#draftId = opening.draftId;
    this.#keeper = this.#keeperOf(opening, NEW);
    this.#claim = options.parts.claim(opening.draftId);
  }

  get keeper(): DraftKeeper {
    return this.#keeper;
  }

  keep(text: Opening): void {
    this.#keeper.keep(keptText(text, this.#options.article()));
  }

  /** Another one; what the server lacks of the one before it still gets. */
  change(opening: Opening, origin: Origin, claim: Claim): void {
    this.#leave();
    this.#leaving.get(opening.draftId)?.stop();
    this.#take(opening, origin, claim);
  }

  /** Another one; answers the keeper of the one before, which is the caller's business. */
  replace(opening: Opening): DraftKeeper {
    const before = this.#keeper;
    this.#take(opening, NEW, this.#options.parts.claim(opening.draftId));
    return before;
  }

  stop(): void {
    this.#leave();
    void this.#claim.then(release => release?.());
  }

  #take(opening: Opening, origin: Origin, claim: Claim): void {
    this.#draftId = opening.draftId;
    this.#keeper = this.#keeperOf(opening, origin);
    void this.#claim.then(release => release?.());
    this.#claim = claim;
  }

  #leave(): void {
    const [draftId, keeper] = [this.#draftId, this.#keeper];
    this.#leaving.set(draftId, keeper);
    void keeper.leave().then(() => {
      this.#leaving.delete(draftId);
      this.#options.onLeft();
    });
  }

  #keeperOf(opening: Opening, { sent, where }: Origin): DraftKeeper {
    const { articleId, userId, article, onKeeping, onPublished } = this.#options;
    const { storage, send, newId, now, after } = this.#options.parts;
    const { draftId } = opening;
    const keeper: DraftKeeper = new DraftKeeper({
      ...{ articleId, userId, draftId, storage, newId, now, after, sent },
      isSaved: where === 'server',
      text: keptText(opening, article()),
      send: command => send(command, { attempts: 1 }),
      onKeeping: keeping => {
        if (keeper === this.#keeper) onKeeping(keeping);
      },
      onPublished: entry => {
        if (keeper === this.#keeper) onPublished(entry);
      },
    });
    return keeper;
  }
}
