import { describe, expect, it } from 'vitest';
import { MAX_SUMMARY_POINTS } from './article.ts';
import { paragraphs } from './body-text.ts';
import { ArticleCommand, CreateArticle } from './commands.ts';

const commandId = 'command-1';
const entryId = 'entry-001';
const draftId = 'draft-001';
const body = paragraphs(['Docked.']);

describe('a command may be as short as', () => {
  it.each([
    [{ type: 'publish-entry', commandId, entry: { body } }, {}],
    [{ type: 'edit-entry', commandId, entryId, expectedVersion: 1, entry: {}, kind: 'minor' }, { note: null }],
    [{ type: 'retract-entry', commandId, entryId, expectedVersion: 1 }, { reason: '' }],
    [
      { type: 'save-draft', commandId, draftId, entry: { body } },
      { entryId: null, entryVersion: null },
    ],
    [{ type: 'discard-draft', commandId, draftId }, {}],
    [{ type: 'edit-article', commandId, expectedVersion: 1, article: {} }, {}],
    [{ type: 'set-status', commandId, status: 'ended' }, {}],
    [{ type: 'pin-entry', commandId, entryId }, {}],
    [{ type: 'unpin-entry', commandId }, {}],
    [{ type: 'set-summary', commandId, points: [] }, {}],
    [{ type: 'remove-article', commandId }, {}],
  ])('%j', (command, defaults) => {
    expect(ArticleCommand.parse(command)).toEqual({ ...command, ...defaults });
  });

  it('an article with a headline', () => {
    const command = { type: 'create-article', commandId, article: { headline: 'Moon' } };
    expect(CreateArticle.parse(command)).toEqual({ ...command, status: 'upcoming' });
  });
});

describe('a command is refused, saying where', () => {
  const publish = { type: 'publish-entry', commandId, entry: { body } };
  const edit = { type: 'edit-entry', commandId, entryId, expectedVersion: 1, entry: {}, kind: 'minor' };
  const create = { type: 'create-article', commandId, article: { headline: 'Moon' } };

  it.each([
    ['without a command id', { ...publish, commandId: undefined }, 'commandId'],
    ['with a command id that is no id', { ...publish, commandId: '../x' }, 'commandId'],
    ['of an unknown type', { type: 'drop-table', commandId }, 'type'],
    ['that makes an article', create, 'type'],
    ['with a field of somebody else', { ...publish, publishedAt: '2026-03-01T10:00:00Z' }, ''],
    ['with the version of an entry', { ...publish, entry: { body, version: 9 } }, 'entry'],
    ['with the id of an entry', { ...publish, entry: { body, id: entryId } }, 'entry'],
    ['without a body', { ...publish, entry: {} }, 'entry.body'],
    ['with a field set to undefined', { ...edit, entry: { headline: undefined } }, 'entry.headline'],
    ['with number 0', { ...publish, number: 0 }, 'number'],
    ['with a number that is a word', { ...publish, number: '5' }, 'number'],
    ['without the version that was seen', { ...edit, expectedVersion: undefined }, 'expectedVersion'],
    ['of an unknown kind of edit', { ...edit, kind: 'silent' }, 'kind'],
    ['with a status that is none', { type: 'set-status', commandId, status: 'dead' }, 'status'],
    [
      'with too many points',
      { type: 'set-summary', commandId, points: Array(MAX_SUMMARY_POINTS + 1).fill('x') },
      'points',
    ],
    ['with an empty point', { type: 'set-summary', commandId, points: ['x', ' '] }, 'points.1'],
    [
      'with a status among the content',
      { type: 'edit-article', commandId, expectedVersion: 1, article: { status: 'live' } },
      'article',
    ],
    [
      'with a prototype',
      JSON.parse(`{"type":"unpin-entry","commandId":"${commandId}","__proto__":{"admin":true}}`),
      '',
    ],
  ])('%s', (_, command, path) => {
    const issues = ArticleCommand.safeParse(command).error?.issues ?? [];
    expect(issues.map(issue => issue.path.join('.'))).toEqual([path]);
  });

  it.each([
    ['without a headline', { ...create, article: {} }, 'article.headline'],
    ['with a slug that is no slug', { ...create, slug: 'Moon landing' }, 'slug'],
    ['as a sample', { ...create, sample: true }, ''],
    ['with an id', { ...create, article: { headline: 'Moon', id: entryId } }, 'article'],
  ])('to make an article %s', (_, command, path) => {
    const issues = CreateArticle.safeParse(command).error?.issues ?? [];
    expect(issues.map(issue => issue.path.join('.'))).toEqual([path]);
  });
});
