import { describe, expect, it } from 'vitest';
import type { Article, Entry, PublishedEntry } from '#shared/article.ts';
import { MAX_CONTENT_BYTES } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { decide } from './decide.ts';
import { decideCreation } from './decide-article.ts';
import type { Scene } from './decision.ts';
import { makeArticle, makeEntry } from './test-bench/make-article.ts';
import { accepted, command, makeScene, NOW } from './test-bench/make-scene.ts';

const body = paragraphs(['Docked.']);
const article = makeArticle();
const entry = makeEntry({ number: 3, version: 2 });
const tombstone: Entry = {
  ...{ id: entry.id, number: 3, publishedAt: entry.publishedAt, version: 3 },
  retraction: { at: NOW, reason: 'wrong' },
};
const TOO_LARGE = paragraphs(Array(4).fill('x'.repeat(MAX_CONTENT_BYTES / 4)));

describe('creating an article', () => {
  const scene = {
    id: article.id,
    slug: 'moon',
    now: NOW,
    defaults: { language: 'ru', timeZone: 'UTC' },
    sample: false,
    pictures: [],
  };
  const create = (given: object) =>
    decideCreation(
      { type: 'create-article', commandId: 'command-1', status: 'live', article: { headline: 'Moon', ...given } },
      scene,
    );

  it('fills what was left out with the newsroom’s defaults', () => {
    expect(create({})).toEqual(
      accepted({
        type: 'article-created',
        article: {
          ...{ dateLine: '', headline: 'Moon', standfirst: '', body: paragraphs([]), source: null, authors: [] },
          ...{
            featured: null,
            related: [],
            startsAt: null,
            language: 'ru',
            timeZone: 'UTC',
            id: article.id,
            slug: 'moon',
          },
          ...{ version: 1, contentVersion: 1, status: 'live', pinnedEntryId: null, summary: null, sample: false },
          ...{ createdAt: NOW, editedAt: null },
        },
      }),
    );
  });

  it('keeps what was given', () => {
    const given = { language: 'en', timeZone: 'Europe/Moscow', standfirst: 'We are there.' };
    expect(create(given)).toMatchObject({ changes: [{ article: given }] });
  });

  it.each([
    ['a time zone nobody knows', { timeZone: 'Mars/Olympus' }, 422, 'unknown-time-zone', 'article.timeZone'],
    ['more than one piece may hold', { body: TOO_LARGE }, 413, 'too-large', 'article'],
  ])('refuses %s', (_, given, status, code, field) => {
    expect(create(given)).toMatchObject({ verdict: 'refused', refusal: { status, code, field } });
  });
});

describe('editing an article', () => {
  const edit = (given: object, expectedVersion: number, scene: Partial<Scene> = {}) =>
    decide(command({ type: 'edit-article', expectedVersion, article: given }), makeScene(article, scene));

  it('changes what was given and nothing else', () => {
    const edited = { ...article, headline: 'Splashdown', version: 2, contentVersion: 2, editedAt: NOW };
    expect(edit({ headline: 'Splashdown' }, 1)).toEqual(accepted({ type: 'article-edited', article: edited }));
  });

  it('[D8] refuses who started from another content, and shows the present one', () => {
    const current = { ...article, version: 5, contentVersion: 3 };
    const stale = {
      verdict: 'refused',
      refusal: { status: 409, code: 'stale-version', reason: 'The article was changed since you opened it.', current },
    };
    expect(edit({ headline: 'Mine' }, 2, { article: current })).toEqual(stale);
    expect(edit({ headline: 'Mine' }, 6, { article: current })).toEqual(stale);
  });

  it('[D8] does not take a pin or a status for a conflict', () => {
    const current = { ...article, version: 5, contentVersion: 3 };
    for (const seen of [3, 4, 5])
      expect(edit({ headline: 'Mine' }, seen, { article: current })).toMatchObject({ verdict: 'accepted' });
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 422, 'unknown-time-zone'],
    [{ body: TOO_LARGE }, 413, 'too-large'],
  ])('refuses %o', (given, status, code) => {
    expect(edit(given, 1)).toMatchObject({ verdict: 'refused', refusal: { status, code } });
  });
});

describe('status, summary and pin', () => {
  it('sets a status once', () => {
    const scene = makeScene(article);
    const changed = { ...article, status: 'ended' as const, version: 2 };
    expect(decide(command({ type: 'set-status', status: 'ended' }), scene)).toEqual(
      accepted({ type: 'status-set', article: changed }),
    );
    expect(decide(command({ type: 'set-status', status: 'live' }), scene)).toEqual(accepted());
  });

  it('says when a paused article goes on, until it does', () => {
    const [six, seven] = ['2026-03-01T18:00:00.000Z', '2026-03-02T07:00:00.000Z'];
    const set = (given: object, present: Article) =>
      decide(command({ type: 'set-status', ...given }), makeScene(present));
    const paused = { ...article, status: 'paused' as const, resumesAt: six };
    const changed = (fields: Partial<Article>) =>
      accepted({ type: 'status-set', article: { ...paused, version: 2, ...fields } });
    expect(set({ status: 'paused', resumesAt: six }, article)).toEqual(changed({}));
    expect(set({ status: 'paused', resumesAt: seven }, paused)).toEqual(changed({ resumesAt: seven }));
    expect(set({ status: 'paused', resumesAt: null }, paused)).toEqual(changed({ resumesAt: null }));
    for (const same of [{}, { resumesAt: six }]) expect(set({ status: 'paused', ...same }, paused)).toEqual(accepted());
    for (const status of ['upcoming', 'live', 'ended'] as const)
      expect(set({ status }, paused)).toEqual(changed({ status, resumesAt: null }));
  });

  it.each([
    ['that has passed', 'paused', NOW],
    ['more than a year away', 'paused', '2027-03-05T10:00:00.000Z'],
    ['for an article that is not paused', 'live', '2026-03-01T18:00:00.000Z'],
  ])('refuses a time to go on %s', (_, status, resumesAt) => {
    expect(decide(command({ type: 'set-status', status, resumesAt }), makeScene(article))).toMatchObject({
      refusal: { status: 422, code: 'wrong-time', field: 'resumesAt' },
    });
  });

  it('sets a status also where the article is as large as it may be', () => {
    const full = filledUp(article);
    expect(
      decide(command({ type: 'set-status', status: 'upcoming' }), makeScene(article, { article: full })),
    ).toMatchObject({
      verdict: 'accepted',
    });
  });

  it('sets a summary with its time, and takes it away', () => {
    const summary = { points: ['Two men', 'One Moon'], editedAt: NOW };
    expect(decide(command({ type: 'set-summary', points: summary.points }), makeScene(article))).toEqual(
      accepted({ type: 'summary-set', article: { ...article, summary, version: 2 } }),
    );
    expect(
      decide(command({ type: 'set-summary', points: [] }), makeScene(article, { article: { ...article, summary } })),
    ).toEqual(accepted({ type: 'summary-set', article: { ...article, summary: null, version: 2 } }));
    expect(
      decide(
        command({ type: 'set-summary', points: ['x'.repeat(500)] }),
        makeScene(article, { article: filledUp(article) }),
      ),
    ).toMatchObject({ verdict: 'refused', refusal: { status: 413, code: 'too-large', field: 'points' } });
  });

  it('pins an entry once, and lets go of it once', () => {
    const pinned: Article = { ...article, pinnedEntryId: entry.id, version: 2 };
    const pin = command({ type: 'pin-entry', entryId: entry.id });
    expect(decide(pin, makeScene(article, { entry }))).toEqual({
      ...accepted({ type: 'entry-pinned', article: pinned, entry }),
      entryId: entry.id,
    });
    expect(decide(pin, makeScene(article, { entry, article: pinned }))).toEqual({ ...accepted(), entryId: entry.id });
    expect(decide(command({ type: 'unpin-entry' }), makeScene(article, { article: pinned }))).toEqual(
      accepted({ type: 'entry-unpinned', article: { ...pinned, pinnedEntryId: null, version: 3 } }),
    );
    expect(decide(command({ type: 'unpin-entry' }), makeScene(article))).toEqual(accepted());
  });

  it('does not pin what is not there or was withdrawn', () => {
    const pin = command({ type: 'pin-entry', entryId: entry.id });
    expect(decide(pin, makeScene(article))).toEqual(NO_SUCH_ENTRY);
    expect(decide(pin, makeScene(article, { entry: tombstone }))).toEqual(WITHDRAWN);
  });
});

describe('publishing', () => {
  it('gives an entry its number, identity and defaults, and lets go of its draft', () => {
    const decision = decide(
      command({ type: 'publish-entry', entry: { body, keyEvent: true }, draftId: 'draft-001' }),
      makeScene(article, { lastNumber: 6, article: { ...article, language: 'ru' } }),
    );
    const published: PublishedEntry = {
      ...makeEntry({ id: 'new-id-0001', number: 7, publishedAt: NOW, body }),
      ...{ language: 'ru', keyEvent: true },
    };
    expect(decision).toEqual({
      ...accepted({ type: 'entry-published', entry: published }),
      ...{ entryId: 'new-id-0001', publishedDraftId: 'draft-001' },
    });
  });

  it('takes a number that coverage brings along, if it is higher than the last', () => {
    const publish = (number: number) =>
      decide(command({ type: 'publish-entry', entry: { body }, number }), makeScene(article, { lastNumber: 6 }));
    expect(publish(40)).toMatchObject({ changes: [{ entry: { number: 40 } }] });
    for (const number of [6, 1])
      expect(publish(number)).toEqual({
        verdict: 'refused',
        refusal: {
          ...{ status: 422, code: 'number-taken', field: 'number' },
          reason: 'Entry numbers only grow; the last one here is 6.',
        },
      });
  });

  it.each([
    ['a headline alone', { headline: 'Docked', body: paragraphs([]) }, null],
    ['text alone', { body }, null],
    ['nothing', { body: paragraphs([]) }, 'empty-entry'],
    ['spaces', { body: paragraphs([' \n ']) }, 'empty-entry'],
    ['signs that nobody sees', { headline: '\u200b', body: paragraphs(['\u200b\u200e']) }, 'empty-entry'],
    ['more than one piece may hold', { body: TOO_LARGE }, 'too-large'],
  ])('takes or refuses %s', (_, given, code) => {
    const decision = decide(command({ type: 'publish-entry', entry: given }), makeScene(article));
    expect(decision.verdict === 'refused' ? decision.refusal.code : null).toBe(code);
  });
});

const NO_SUCH_ENTRY = {
  verdict: 'refused',
  refusal: {
    ...{ status: 404, code: 'no-such-entry', field: 'entryId' },
    reason: 'There is no such entry in this article.',
  },
};
const WITHDRAWN = {
  verdict: 'refused',
  refusal: { status: 409, code: 'retracted', reason: 'The entry was withdrawn.', current: tombstone },
};

/** An article that may not grow by a byte more. */
function filledUp(plain: Article): Article {
  const sizeWith = (text: string) =>
    Buffer.byteLength(JSON.stringify({ ...plain, body: paragraphs([text, text, text, text]) }));
  const room = Math.floor((MAX_CONTENT_BYTES - sizeWith('x')) / 4) + 1;
  const full = { ...plain, body: paragraphs(Array(4).fill('x'.repeat(room))) };
  const missing = MAX_CONTENT_BYTES - Buffer.byteLength(JSON.stringify(full));
  return { ...full, standfirst: `${full.standfirst}${'x'.repeat(missing)}` };
}
