import type { ArticleCommand } from '#shared/commands.ts';
import { editArticle, removeArticle, setStatus, setSummary, unpinEntry } from './decide-article.ts';
import { discardDraft, releaseDraft, saveDraft, scheduleDraft, unscheduleDraft } from './decide-draft.ts';
import { editEntry, pinEntry, publishEntry, retractEntry } from './decide-entry.ts';
import type { Decision, Scene } from './decision.ts';

/** The editorial rules: pure, so that each can be read and tested alone. Whether the account may ask at all is server/auth/may.ts. */
export function decide(command: ArticleCommand, scene: Scene): Decision {
  switch (command.type) {
    case 'edit-article':
      return editArticle(command, scene);
    case 'set-status':
      return setStatus(command, scene);
    case 'set-summary':
      return setSummary(command.points, scene);
    case 'pin-entry':
      return pinEntry(scene);
    case 'unpin-entry':
      return unpinEntry(scene);
    case 'save-draft':
      return saveDraft(command, scene);
    case 'discard-draft':
      return discardDraft(command.draftId, scene);
    case 'schedule-draft':
      return scheduleDraft(command, scene);
    case 'unschedule-draft':
      return unscheduleDraft(scene);
    case 'release-draft':
      return releaseDraft(scene);
    case 'publish-entry':
      return publishEntry(command, scene);
    case 'edit-entry':
      return editEntry(command, scene);
    case 'retract-entry':
      return retractEntry(command, scene);
    case 'remove-article':
      return removeArticle(scene);
    default:
      return command satisfies never;
  }
}
