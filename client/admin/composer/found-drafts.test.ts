import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import type { Draft } from '#shared/commands.ts';
import { emptyForm, formOf } from './entry-form.ts';
import { findDrafts, untangle, wireText } from './found-drafts.ts';
import type { LocalDraft } from './local-drafts.ts';

const article = { language: 'en', timeZone: 'UTC' };
const finding = { article, userName: 'Ann', now: '2026-01-08T12:00:00.000Z' };
const ids = { article, newId: () => 'draft-new' };

describe('findDrafts', () => {
  it('lists the newest first, from here and from the server', () => {
    const found = findDrafts(
      [serverDraft({ id: 'draft-aaa', savedAt: '2026-01-08T10:00:00.000Z' })],
      [localDraft({ draftId: 'draft-bbb', savedAt: '2026-01-08T11:00:00.000Z' })],
      finding,
    );
    expect(found.map(({ draftId, where, userName }) => ({ draftId, where, userName }))).toEqual([
      { draftId: 'draft-bbb', where: 'device', userName: 'Ann' },
      { draftId: 'draft-aaa', where: 'server', userName: 'Bo' },
    ]);
  });

  it('lets the copy of this browser stand for a draft that both have', () => {
    const found = findDrafts([serverDraft({})], [localDraft({})], finding);
    expect(found.map(({ where }) => where)).toEqual(['device']);
  });

  it('lists those with a time first, in its order, and knows the time of a draft that this browser has changed', () => {
    const found = findDrafts(
      [
        serverDraft({ id: 'draft-any', savedAt: '2026-01-08T11:30:00.000Z' }),
        serverDraft({ id: 'draft-ten', releaseAt: '2026-01-09T10:00:00.000Z' }),
        serverDraft({ id: 'draft-nine', releaseAt: '2026-01-09T09:00:00.000Z' }),
      ],
      [localDraft({ draftId: 'draft-ten' })],
      finding,
    );
    expect(found.map(({ draftId, where, release }) => [draftId, where, release.releaseAt])).toEqual([
      ['draft-nine', 'server', '2026-01-09T09:00:00.000Z'],
      ['draft-ten', 'device', '2026-01-09T10:00:00.000Z'],
      ['draft-any', 'server', null],
    ]);
  });

  it('[D7] repeats a command from before the reload only while the server remembers its id', () => {
    const pending = (since: string) => ({
      command: { type: 'publish-entry' as const, commandId: 'command-1', entry: { body: paragraphs(['A']) } },
      since,
    });
    const found = (since: string) => findDrafts([], [localDraft({ pending: pending(since) })], finding)[0]?.pending;
    expect(found('2026-01-08T11:59:00.000Z')?.commandId).toBe('command-1');
    expect(found('2026-01-01T11:59:00.000Z')).toBeNull();
  });
});

describe('untangle', () => {
  it('does nothing where the server has what was sent from here', () => {
    const draft = serverDraft({ savedAt: '2026-01-09T00:00:00.000Z' });
    expect(untangle([draft], [localDraft({ sent: [wireText(draft.entry)] })], ids)).toEqual([]);
  });

  it('gives the older text of this browser an id of its own', () => {
    const mine = localDraft({ savedAt: '2026-01-07T00:00:00.000Z' });
    const theirs = serverDraft({ savedAt: '2026-01-08T00:00:00.000Z' });
    expect(untangle([theirs], [mine], ids)).toEqual([
      { older: { ...mine, draftId: 'draft-new', sent: [] }, leaves: mine },
    ]);
  });

  it('keeps the older text of the server beside the newer one from here', () => {
    const mine = localDraft({ savedAt: '2026-01-08T00:00:00.000Z' });
    const theirs = serverDraft({ savedAt: '2026-01-07T00:00:00.000Z' });
    expect(untangle([theirs], [mine], ids)).toEqual([
      {
        older: {
          ...mine,
          draftId: 'draft-new',
          sent: [],
          form: formOf(theirs.entry, article),
          savedAt: theirs.savedAt,
        },
        leaves: null,
      },
    ]);
  });
});

function serverDraft(fields: Partial<Draft>): Draft {
  return {
    ...{ id: 'draft-0001', articleId: 'article-1', entry: { body: paragraphs(['On the server']) }, entryId: null },
    ...{ entryVersion: null, savedAt: '2026-01-08T10:00:00.000Z', userId: 'user-2', userName: 'Bo' },
    ...{ save: null, releaseAt: null, scheduledBy: null, releaseProblem: null },
    ...fields,
  };
}

function localDraft(fields: Partial<LocalDraft>): LocalDraft {
  return {
    ...{ draftId: 'draft-0001', articleId: 'article-1', userId: 'user-1', base: null, sent: [], pending: null },
    ...{ form: { ...emptyForm(article), headline: 'Here' }, savedAt: '2026-01-08T11:00:00.000Z' },
    ...fields,
  };
}
