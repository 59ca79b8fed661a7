import type { ArticleCommand } from '#shared/commands.ts';
import { announce } from './announce.ts';
import { type Sent, sendCommand, type Waiting } from './send-command.ts';
import { signedIn } from './session/session.ts';

export interface Act {
  readonly articleId: string;
  readonly command: ArticleCommand;
  /** What to say when it is done, such as "Pinned". */
  readonly done: string;
}

/** A command given by a button: sent, repeated, signed in for where needed, and its outcome said in the status line. */
export async function act({ articleId, command, done }: Act): Promise<Sent> {
  const onWaiting = ({ reason }: Waiting) => announce(`${reason}. Trying again`, 'problem');
  const sent = await signedIn(() => sendCommand(articleId, command, { onWaiting }));
  switch (sent.outcome) {
    case 'confirmed':
      announce(done);
      break;
    case 'refused':
      announce(sent.problem.detail, 'problem');
      break;
    case 'unreachable':
      announce(`Not confirmed: ${sent.reason}. Try again`, 'problem');
      break;
    case 'signed-out':
      announce('Not done: your session has ended', 'problem');
      break;
    default:
      sent satisfies never;
  }
  return sent;
}
