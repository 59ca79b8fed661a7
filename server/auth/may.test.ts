import { expect, test } from 'vitest';
import { ArticleCommand, CreateArticle } from '#shared/commands.ts';
import { ROLES } from '#shared/users.ts';
import { may } from './may.ts';

const COMMAND_TYPES = [CreateArticle, ...ArticleCommand.options].map(schema => schema.shape.type.value);

/** Written out in full on purpose: a command that is added has to be thought about here. */
const MATRIX = {
  'create-article': { admin: true, editor: true, contributor: false },
  'edit-article': { admin: true, editor: true, contributor: false },
  'remove-article': { admin: true, editor: true, contributor: false },
  'set-status': { admin: true, editor: true, contributor: false },
  'pin-entry': { admin: true, editor: true, contributor: false },
  'unpin-entry': { admin: true, editor: true, contributor: false },
  'set-summary': { admin: true, editor: true, contributor: false },
  'save-draft': { admin: true, editor: true, contributor: true },
  'discard-draft': { admin: true, editor: true, contributor: true },
  'schedule-draft': { admin: true, editor: true, contributor: false },
  'unschedule-draft': { admin: true, editor: true, contributor: false },
  'release-draft': { admin: true, editor: true, contributor: false },
  'publish-entry': { admin: true, editor: true, contributor: false },
  'edit-entry': { admin: true, editor: true, contributor: false },
  'retract-entry': { admin: true, editor: true, contributor: false },
};

test('[S] every command has an answer for every role', () => {
  const asked = COMMAND_TYPES.map(type => [
    type,
    Object.fromEntries(ROLES.map(role => [role, may({ role }, { type })])),
  ]);

  expect(Object.fromEntries(asked)).toEqual(MATRIX);
});
