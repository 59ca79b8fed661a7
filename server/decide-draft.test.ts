import { describe, expect, it } from 'vitest';
import { MAX_CONTENT_BYTES } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Draft } from '#shared/commands.ts';
import { decide } from './decide.ts';
import { MAX_DRAFTS_OF_USER, releaseDue } from './decide-draft.ts';
import { makeArticle, makeDraft, makeEntry } from './test-bench/make-article.ts';
import { accepted, command, makeScene, NOW, user } from './test-bench/make-scene.ts';

const body = paragraphs(['Docked.']);
const article = makeArticle();
const entry = makeEntry({ number: 3, version: 2 });
const draftId = 'draft-001';
const save = command({ type: 'save-draft', draftId, entry: { body } });
const TOO_LARGE = paragraphs(Array(4).fill('x'.repeat(MAX_CONTENT_BYTES / 4)));

describe('drafts', () => {
  it('are saved for who writes them, blank ones too', () => {
    const draft = {
      ...{ id: draftId, articleId: article.id, entry: { body: paragraphs([]) }, entryId: entry.id, entryVersion: 2 },
      ...{ savedAt: NOW, save: null, userId: 'user-editor', userName: 'editor' },
      ...{ releaseAt: null, scheduledBy: null, releaseProblem: null },
    };
    const blank = { type: 'save-draft', draftId, entry: draft.entry, entryId: entry.id, entryVersion: 2 };
    expect(decide(command(blank), makeScene(article, { entry }))).toEqual({ ...accepted(), saveDraft: draft });
  });

  it('stay with who began them when an editor goes on', () => {
    const draft = makeDraft({ id: draftId, articleId: article.id, userId: 'user-bob', userName: 'Bob' });
    expect(decide(save, makeScene(article, { draft }))).toMatchObject({
      saveDraft: { userId: 'user-bob', userName: 'Bob' },
    });
  });

  it('are refused beyond what one account may have; those that are there are saved, and published without being drafts', () => {
    const full = makeScene(article, { draftsOfUser: MAX_DRAFTS_OF_USER });
    const schedule = command({
      type: 'schedule-draft',
      draftId,
      entry: { body },
      releaseAt: '2026-03-01T11:00:00.000Z',
    });
    const publish = command({ type: 'publish-entry', entry: { body }, draftId });
    const draft = makeDraft({ id: draftId, articleId: article.id });

    for (const asked of [save, schedule])
      expect(decide(asked, full)).toMatchObject({ refusal: { status: 422, code: 'too-many-drafts' } });
    expect(decide(save, { ...full, draftsOfUser: MAX_DRAFTS_OF_USER - 1 }).verdict).toBe('accepted');
    for (const asked of [save, schedule]) expect(decide(asked, { ...full, draft }).verdict).toBe('accepted');
    expect(decide(publish, full).verdict).toBe('accepted');
  });

  const contributor = user('contributor');
  const own = makeDraft({ id: draftId, articleId: article.id, userId: contributor.id });
  const others = makeDraft({ id: draftId, articleId: article.id, userId: 'user-bob' });
  const elsewhere = makeDraft({ id: draftId, userId: contributor.id });

  it.each([
    ['their own', own, contributor, true],
    ['somebody else’s as a contributor', others, contributor, false],
    ['somebody else’s as an editor', others, user('editor'), true],
    ['one of another article', elsewhere, user('admin'), false],
  ])('%s may be saved, discarded and published from: %s', (_, draft, asking, mayTouch) => {
    const scene = makeScene(article, { draft, user: asking });
    const commands = [
      save,
      command({ type: 'discard-draft', draftId }),
      command({ type: 'publish-entry', entry: { body }, draftId }),
    ];
    const allowed = commands.map(asked => decide(asked, scene).verdict === 'accepted');
    expect(allowed).toEqual([mayTouch, mayTouch, mayTouch]);
    if (!mayTouch)
      expect(decide(save, scene)).toEqual({
        verdict: 'refused',
        refusal: {
          ...{ status: 403, code: 'not-your-draft' },
          ...{ reason: 'This draft belongs to somebody else.', field: 'draftId' },
        },
      });
  });

  it('are not taken back by an older save of the same writing that arrives late', () => {
    const saved = (by: string, count: number) =>
      command({ type: 'save-draft', draftId, entry: { body }, save: { by, count } });
    const draft = makeDraft({ id: draftId, articleId: article.id, save: { by: 'writing-1', count: 2 } });
    const outcomes = [saved('writing-1', 1), saved('writing-1', 2), saved('writing-1', 3), saved('writing-2', 1)].map(
      asked => decide(asked, makeScene(article, { draft })),
    );
    expect(outcomes.slice(0, 2)).toEqual([accepted(), accepted()]);
    expect(outcomes.slice(2)).toMatchObject([
      { saveDraft: { save: { by: 'writing-1', count: 3 } } },
      { saveDraft: { save: { by: 'writing-2', count: 1 } } },
    ]);
  });

  it('are not larger than what may be published', () => {
    const large = command({ type: 'save-draft', draftId, entry: { body: TOO_LARGE } });
    expect(decide(large, makeScene(article))).toMatchObject({
      refusal: { status: 413, code: 'too-large', field: 'entry' },
    });
  });

  it('go when they are discarded, once and again', () => {
    expect(decide(command({ type: 'discard-draft', draftId }), makeScene(article))).toEqual({
      ...accepted(),
      discardDraftId: draftId,
    });
  });

  it('are published once: a late save, schedule, release or second publish is refused with what they have become', () => {
    const scene = makeScene(article, { publishedAs: entry });
    const late = [
      save,
      schedule('2026-03-01T11:00:00.000Z'),
      command({ type: 'unschedule-draft', draftId }),
      command({ type: 'release-draft', draftId }),
      command({ type: 'publish-entry', entry: { body }, draftId }),
    ];
    for (const each of late)
      expect(decide(each, scene)).toEqual({
        verdict: 'refused',
        refusal: {
          ...{ status: 409, code: 'draft-published', current: entry },
          reason: 'This draft was published as No. 3.',
        },
      });
    expect(decide(command({ type: 'discard-draft', draftId }), scene)).toMatchObject({ verdict: 'accepted' });
  });
});

describe('scheduling', () => {
  const draft = makeDraft({ id: draftId, articleId: article.id, userId: 'user-bob', userName: 'Bob' });
  const releaseAt = '2026-03-01T11:00:00.000Z';
  const scheduled: Draft = {
    ...{ ...draft, entry: { body }, savedAt: NOW, releaseAt },
    scheduledBy: { userId: 'user-editor', userName: 'editor' },
  };

  it('keeps the text and its writer, the time, and who said so', () => {
    const releaseProblem = { releaseAt: NOW, reason: 'The coverage has ended.' };
    expect(decide(schedule(releaseAt), makeScene(article, { draft: { ...draft, releaseProblem } }))).toEqual({
      ...accepted(),
      saveDraft: scheduled,
    });
  });

  it('begins a draft where there is none', () => {
    expect(decide(schedule(releaseAt), makeScene(article))).toMatchObject({
      saveDraft: { id: draftId, articleId: article.id, userId: 'user-editor', releaseAt, entryId: null },
    });
  });

  it('takes any way to write an instant, and keeps one', () => {
    expect(decide(schedule('2026-03-01T11:00:00Z'), makeScene(article))).toMatchObject({ saveDraft: { releaseAt } });
  });

  it.each([
    ['now', NOW, false],
    ['a moment ago', '2026-03-01T09:59:59.999Z', false],
    ['in a moment', '2026-03-01T10:00:00.001Z', true],
    ['in a year', '2027-03-01T10:00:00.000Z', true],
    ['in two years', '2028-03-01T10:00:00.000Z', false],
  ])('for %s: %s', (_, at, isTaken) => {
    const decision = decide(schedule(at), makeScene(article));
    if (isTaken) expect(decision.verdict).toBe('accepted');
    else expect(decision).toMatchObject({ refusal: { status: 422, code: 'wrong-time', field: 'releaseAt' } });
  });

  it.each([
    ['what could not be published', { body: paragraphs([]) }, {}, 'empty-entry'],
    ['too much', { body: TOO_LARGE }, {}, 'too-large'],
    ['a change to an entry', { body }, { draft: { ...draft, entryId: entry.id, entryVersion: 2 } }, 'not-schedulable'],
    ['in coverage that has ended', { body }, { article: { ...article, status: 'ended' as const } }, 'article-ended'],
    ['somebody else’s article', { body }, { draft: makeDraft({ id: draftId }) }, 'not-your-draft'],
  ])('refuses %s', (_, text, given, code) => {
    const asked = command({ type: 'schedule-draft', draftId, releaseAt, entry: text });
    expect(decide(asked, makeScene(article, given))).toMatchObject({ refusal: { code } });
  });

  it('outlives later saves, which are part of what is released', () => {
    const later = command({ type: 'save-draft', draftId, entry: { body: paragraphs(['Later']) } });
    expect(decide(later, makeScene(article, { draft: scheduled }))).toMatchObject({
      saveDraft: { ...scheduled, entry: { body: paragraphs(['Later']) } },
    });
    const edit = command({ type: 'save-draft', draftId, entry: { body }, entryId: entry.id, entryVersion: 2 });
    expect(decide(edit, makeScene(article, { draft: scheduled }))).toMatchObject({
      refusal: { code: 'not-schedulable' },
    });
  });

  it('takes the draft out of the hands of its contributor', () => {
    const contributor = user('contributor');
    const own = { ...scheduled, userId: contributor.id };
    for (const asked of [save, command({ type: 'discard-draft', draftId })]) {
      expect(decide(asked, makeScene(article, { draft: own, user: contributor }))).toMatchObject({
        refusal: { status: 403, code: 'draft-scheduled' },
      });
      expect(decide(asked, makeScene(article, { draft: own })).verdict).toBe('accepted');
    }
  });

  it('is taken back', () => {
    const unschedule = command({ type: 'unschedule-draft', draftId });
    expect(decide(unschedule, makeScene(article, { draft: scheduled }))).toEqual({
      ...accepted(),
      saveDraft: { ...scheduled, releaseAt: null, scheduledBy: null },
    });
    expect(decide(unschedule, makeScene(article))).toMatchObject({ refusal: { status: 404, code: 'no-such-draft' } });
  });
});

describe('releasing', () => {
  const draft = makeDraft({
    ...{ id: draftId, articleId: article.id, entry: { body, headline: 'On time' } },
    ...{ releaseAt: NOW, scheduledBy: { userId: 'user-editor', userName: 'editor' } },
  });
  const published = makeEntry({ id: 'new-id-0001', number: 7, publishedAt: NOW, body, headline: 'On time' });
  const asPublished = {
    ...accepted({ type: 'entry-published', entry: published }),
    ...{ entryId: published.id, publishedDraftId: draftId },
  };

  it('publishes the draft as it stands when its time has come', () => {
    expect(releaseDue(makeScene(article, { draft, lastNumber: 6 }))).toEqual(asPublished);
  });

  it.each([
    ['is gone', null],
    ['is not scheduled any more', { ...draft, releaseAt: null }],
    ['has a later time', { ...draft, releaseAt: '2026-03-01T10:00:00.001Z' }],
  ])('does nothing where the draft %s', (_, found) => {
    expect(releaseDue(makeScene(article, { draft: found }))).toBe(null);
  });

  it.each([
    ['the coverage has ended', {}, { article: { ...article, status: 'ended' as const } }, /coverage has ended/],
    ['nothing is left of the text', { entry: { body: paragraphs([]) } }, {}, /needs a headline or a text/],
    ['the text has become too long', { entry: { body: TOO_LARGE } }, {}, /KiB/],
  ])('keeps the draft where %s, without its time, and says why', (_, fields, given, reason) => {
    const due = { ...draft, ...fields };
    expect(releaseDue(makeScene(article, { draft: due, ...given }))).toEqual({
      ...accepted(),
      saveDraft: {
        ...{ ...due, releaseAt: null, scheduledBy: null },
        releaseProblem: { releaseAt: NOW, reason: expect.stringMatching(reason) },
      },
    });
  });

  it('may be asked for sooner, or of a draft that waits for nothing, also where the coverage has ended', () => {
    const release = command({ type: 'release-draft', draftId });
    const ended = { ...article, status: 'ended' as const };
    for (const releaseAt of ['2026-03-02T10:00:00.000Z', null])
      for (const where of [article, ended])
        expect(
          decide(release, makeScene(article, { article: where, draft: { ...draft, releaseAt }, lastNumber: 6 })),
        ).toEqual(asPublished);
  });

  it('refuses a draft that is not there, a change to an entry, and what could not be published', () => {
    const release = command({ type: 'release-draft', draftId });
    const codes = [null, { ...draft, entryId: entry.id }, { ...draft, entry: { body: paragraphs([]) } }].map(found => {
      const decision = decide(release, makeScene(article, { draft: found }));
      return decision.verdict === 'refused' && decision.refusal.code;
    });
    expect(codes).toEqual(['no-such-draft', 'not-schedulable', 'empty-entry']);
  });
});

function schedule(releaseAt: string) {
  return command({ type: 'schedule-draft', draftId, releaseAt, entry: { body } });
}
