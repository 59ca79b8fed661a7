import type { Command } from '#shared/commands.ts';
import type { Role, User } from '#shared/users.ts';

const NEWSROOM: readonly Role[] = ['admin', 'editor'];
const EVERYONE: readonly Role[] = ['admin', 'editor', 'contributor'];

/** Contributors write; what becomes public is for editors to say. */
const ALLOWED: Readonly<Record<Command['type'], readonly Role[]>> = {
  'create-article': NEWSROOM,
  'edit-article': NEWSROOM,
  'remove-article': NEWSROOM,
  'set-status': NEWSROOM,
  'pin-entry': NEWSROOM,
  'unpin-entry': NEWSROOM,
  'set-summary': NEWSROOM,
  'save-draft': EVERYONE,
  'discard-draft': EVERYONE,
  'schedule-draft': NEWSROOM,
  'unschedule-draft': NEWSROOM,
  'release-draft': NEWSROOM,
  'publish-entry': NEWSROOM,
  'edit-entry': NEWSROOM,
  'retract-entry': NEWSROOM,
};

/** Whether a person of this role may ask for this at all; whether it makes sense now is for `decide`. */
export function may(user: Pick<User, 'role'>, command: Pick<Command, 'type'>): boolean {
  return ALLOWED[command.type].includes(user.role);
}
