import { startReleases } from '#server/release.ts';
import type { Store } from '#server/store/store.ts';
import type { WriteContext } from '#server/write.ts';
import { bodyText, paragraphs } from '#shared/body-text.ts';
import { answerOf, type WritingDesk } from './writing-desk.ts';

/** Answers the id of the draft. */
export async function schedule(
  desk: WritingDesk,
  articleId: string,
  { text, inMs }: { readonly text: string; readonly inMs: number },
): Promise<string> {
  const draftId = desk.context.ids();
  const releaseAt = new Date(desk.context.clock() + inMs).toISOString();
  answerOf(
    await desk.send(articleId, { type: 'schedule-draft', draftId, releaseAt, entry: { body: paragraphs([text]) } }),
  );
  return draftId;
}

/** What a node does about releases, its timer moved by hand. It has looked once. */
export async function nodeOf(writing: WriteContext) {
  const said: [level: string, about: object][] = [];
  let waiting: { readonly ms: number; readonly ring: () => void } | null = null;
  let looked = Promise.withResolvers<void>();
  const note = (level: string) => (about: object) => void said.push([level, about]);
  const releases = startReleases({
    writing,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
    after: (ms, ring) => {
      waiting = { ms, ring };
      looked.resolve();
      return () => {
        waiting = null;
      };
    },
  });
  await looked.promise;
  return {
    said,
    get waitMs() {
      return waiting?.ms ?? null;
    },
    async look() {
      looked = Promise.withResolvers();
      waiting?.ring();
      await looked.promise;
    },
    close: () => releases.close(),
  };
}

/** What was published, in the order of the log. */
export async function textsOf(store: Store, articleId: string): Promise<string[]> {
  const changes = await store.changesAfter(articleId, 0, 1_000);
  return changes
    .map(({ json }) => JSON.parse(json))
    .filter(change => change.type === 'entry-published')
    .map(({ entry }) => bodyText(entry.body).trim());
}
