import type { ArticleCommand } from '#shared/commands.ts';
import { announce } from '../announce.ts';
import { newId } from '../new-id.ts';
import { type SendOptions, type Sent, sendCommand } from '../send-command.ts';
import { expire, signInAgain } from '../session/session.ts';
import { claimDraft } from './draft-claim.ts';
import { browserStorage, type DraftStorage } from './local-drafts.ts';

/** The outside world of a composer. */
export interface ComposerParts {
  readonly storage: DraftStorage;
  readonly send: (command: ArticleCommand, options?: SendOptions) => Promise<Sent>;
  /** Asks the person to sign in again; false where they put it off. */
  readonly signInAgain: () => Promise<boolean>;
  readonly announce: (text: string, kind?: 'note' | 'problem') => void;
  readonly newId: () => string;
  readonly now: () => string;
  readonly after: (ms: number, work: () => void) => () => void;
  /** Takes a draft for this tab; null where another tab has it, else how to let go of it. */
  readonly claim: (draftId: string) => Promise<(() => void) | null>;
}

/** The browser as the outside world of the composer of one article. */
export function browserParts(articleId: string): ComposerParts {
  return {
    storage: browserStorage(),
    send: async (command, options) => {
      const sent = await sendCommand(articleId, command, options);
      if (sent.outcome === 'signed-out') expire();
      return sent;
    },
    signInAgain,
    announce,
    newId,
    now: () => new Date().toISOString(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    claim: claimDraft,
  };
}
