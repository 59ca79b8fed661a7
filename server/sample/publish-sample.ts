import { type WriteContext, type Written, write, writeNewArticle } from '#server/write.ts';
import type { ArticleCommand } from '#shared/commands.ts';
import type { User } from '#shared/users.ts';
import { SAMPLE_ARTICLE, SAMPLE_ENTRIES, SAMPLE_PINNED, SAMPLE_SLUG, SAMPLE_SUMMARY } from './sample-coverage.ts';

const SET_UP: User = { id: 'set-up', name: 'Pressbox', email: '', role: 'admin' };

/** Publishes the sample article the way an editor would. */
export async function publishSample(context: WriteContext): Promise<void> {
  const { id } = done(
    await writeNewArticle(
      context,
      SET_UP,
      { type: 'create-article', commandId: context.ids(), article: SAMPLE_ARTICLE, slug: SAMPLE_SLUG, status: 'live' },
      { sample: true },
    ),
  );
  const send = async (command: ArticleCommand) => done(await write(context, SET_UP, id, command));
  const entryIds: string[] = [];
  for (const entry of SAMPLE_ENTRIES) {
    const { entryId } = await send({ type: 'publish-entry', commandId: context.ids(), entry });
    if (entryId !== undefined) entryIds.push(entryId);
  }
  const pinned = entryIds[SAMPLE_PINNED];
  if (pinned !== undefined) await send({ type: 'pin-entry', commandId: context.ids(), entryId: pinned });
  await send({ type: 'set-summary', commandId: context.ids(), points: SAMPLE_SUMMARY });
}

function done<Answer>(written: Written<Answer>): Answer {
  if (written.status === 'refused') throw new Error(`the sample was refused: ${written.refusal.reason}`);
  return written.answer;
}
