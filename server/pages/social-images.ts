import { RecentBytes } from '#server/recent-bytes.ts';
import { RefusalError } from '#server/refusal.ts';
import { drawSocialImage, type SocialCard } from './social-image.ts';

/** Pictures of 20 to 40 KB. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;
/** A picture takes a tenth of a second. They are drawn one after the other, so that a crawler of many takes no more than one core. */
const MAX_WAITING = 30;
const RETRY_AFTER_MS = 5_000;

/** Pictures as they were drawn, by what they say. */
export class SocialImages {
  readonly #recent = new RecentBytes(MAX_KEPT_BYTES);
  readonly #drawing = new Map<string, Promise<Uint8Array>>();
  readonly #draw: (card: SocialCard) => Promise<Buffer>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(draw = drawSocialImage) {
    this.#draw = draw;
  }

  /** Throws a refusal where too many are asked for at once. */
  image(card: SocialCard): Promise<Uint8Array> {
    const key = JSON.stringify(card);
    const kept = this.#recent.get(key);
    return kept === null ? (this.#drawing.get(key) ?? this.#begin(key, card)) : Promise.resolve(kept);
  }

  #begin(key: string, card: SocialCard): Promise<Uint8Array> {
    if (this.#drawing.size >= MAX_WAITING) throw new RefusalError(TOO_MANY);
    const drawn = this.#last.then(() => this.#draw(card));
    this.#drawing.set(key, drawn);
    this.#last = drawn.then(
      png => {
        this.#drawing.delete(key);
        this.#recent.keep(key, png);
      },
      () => this.#drawing.delete(key),
    );
    return drawn;
  }
}

const TOO_MANY = {
  status: 503,
  code: 'too-many-pictures',
  reason: 'Too many pictures are asked for at once.',
  retryAfterMs: RETRY_AFTER_MS,
};
