import { announce } from '../announce.ts';
import { createArticle, type Sent, sendCommand, type Waiting } from '../send-command.ts';
import { signedIn } from '../session/session.ts';
import type { Saved, SavingCommand } from './article-editor.ts';

/** Sends what an article editor asks for, signing in again where the session has ended. `articleId` is null for a new article. */
export function sendArticle(
  articleId: string | null,
  command: SavingCommand,
  onWaiting: (waiting: Waiting) => void,
): Promise<Sent<Saved>> {
  const options = {
    onWaiting: (waiting: Waiting) => {
      announce(`${waiting.reason}. Trying again`, 'problem');
      onWaiting(waiting);
    },
  };
  return signedIn(async (): Promise<Sent<Saved>> => {
    if (command.type === 'create-article') return createArticle(command, options);
    const sent = await sendCommand(articleId ?? '', command, options);
    return sent.outcome === 'confirmed' ? { outcome: 'confirmed', answer: {} } : sent;
  });
}
