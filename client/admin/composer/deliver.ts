import type { Sent } from '../send-command.ts';
import type { ComposerParts } from './composer-parts.ts';
import type { ComposerCommand, ComposerEvent } from './composer-state.ts';

/** Sends a command until it is answered, over a sign-in where that is needed, and says meanwhile how far it has come. */
export async function deliver(
  command: ComposerCommand,
  { send, signInAgain, announce }: Pick<ComposerParts, 'send' | 'signInAgain' | 'announce'>,
  tell: (event: ComposerEvent) => void,
): Promise<Sent> {
  const { doing, done } = WORDS[command.type];
  announce(doing);
  for (;;) {
    const sent = await send(command, {
      onWaiting: waiting => {
        tell({ type: 'waiting', waiting });
        announce(`${waiting.reason}. Trying again`, 'problem');
      },
    });
    if (sent.outcome === 'signed-out') {
      tell({ type: 'signed-out' });
      if (await signInAgain()) {
        tell({ type: 'sending', command });
        continue;
      }
    }
    const { text, kind } = outcomeOf(sent, done);
    announce(text, kind);
    return sent;
  }
}

const WORDS: Readonly<Record<ComposerCommand['type'], { readonly doing: string; readonly done: string }>> = {
  'publish-entry': { doing: 'Publishing', done: 'Published' },
  'edit-entry': { doing: 'Saving the changes', done: 'Changes published' },
  'schedule-draft': { doing: 'Scheduling', done: 'Scheduled' },
};

function outcomeOf(sent: Sent, done: string): { text: string; kind: 'note' | 'problem' } {
  switch (sent.outcome) {
    case 'confirmed':
      return { text: done, kind: 'note' };
    case 'refused':
      return { text: `Not sent: ${sent.problem.detail}`, kind: 'problem' };
    case 'unreachable':
      return { text: `Not confirmed: ${sent.reason}. Your text is kept`, kind: 'problem' };
    case 'signed-out':
      return { text: 'Not sent: your session has ended. Your text is kept', kind: 'problem' };
    default:
      return sent satisfies never;
  }
}
