import { expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import type { Article } from '#shared/article.ts';
import type { OpenStore } from './store-contract.ts';

/** What the store promises about drafts, those with a time among them. */
export function draftContract(open: OpenStore): void {
  it('[D12] keeps drafts apart: neither position nor snapshot, log or list know of them', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const publicReads = async () => [
      await store.articleById(article.id),
      await store.snapshot(article.id),
      await store.changesAfter(article.id, 0, 100),
      await store.listArticles(),
    ];
    const before = await publicReads();
    const draft = makeDraft({ articleId: article.id });

    await store.transaction(tx => tx.saveDraft(draft));

    expect(await publicReads()).toEqual(before);
    expect(await store.drafts(article.id, {})).toEqual([draft]);
  });

  it('keeps the last save of a draft, newest first, by account where asked', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const draft = (id: string, userId: string, minute: number) =>
      makeDraft({ id, articleId: article.id, userId, savedAt: `2026-03-01T10:0${minute}:00.000Z` });
    const [first, second, again] = [
      draft('draft-one', 'ada', 1),
      draft('draft-two', 'bob', 2),
      draft('draft-one', 'ada', 3),
    ];
    for (const saved of [first, second, again]) await store.transaction(tx => tx.saveDraft(saved));

    expect(await store.drafts(article.id, {})).toEqual([again, second]);
    expect(await store.drafts(article.id, { userId: 'bob' })).toEqual([second]);
    await store.transaction(tx => tx.discardDraft('draft-one'));
    expect(await store.drafts(article.id, {})).toEqual([second]);
    expect(await store.draft(article.id, 'draft-one')).toEqual({ draft: null, publishedAs: null });
  });

  it('counts the drafts of an account in all articles', async () => {
    await using opened = await open();
    const { store } = opened;
    for (const article of [makeArticle(), makeArticle()]) {
      await createIn(store, article);
      for (const userId of ['ada', 'ada', 'bob'])
        await store.transaction(tx => tx.saveDraft(makeDraft({ articleId: article.id, userId })));
    }

    const counted = await store.transaction(async tx => [
      await tx.countDrafts('ada'),
      await tx.countDrafts('bob'),
      await tx.countDrafts('eve'),
    ]);

    expect(counted).toEqual([4, 2, 0]);
  });

  it('finds what is scheduled, of all articles, the earliest first', async () => {
    await using opened = await open();
    const { store } = opened;
    const [one, other] = [makeArticle(), makeArticle()];
    for (const article of [one, other]) await createIn(store, article);
    const scheduled = (id: string, { id: articleId }: Article, releaseAt: string | null) =>
      store.transaction(tx => tx.saveDraft(makeDraft({ id, articleId, releaseAt })));
    await scheduled('draft-noon', one, '2026-03-01T12:00:00.000Z');
    await scheduled('draft-ten', other, '2026-03-01T10:00:00.000Z');
    await scheduled('draft-some-day', one, null);
    await scheduled('draft-nine', one, '2026-03-01T09:00:00.000Z');
    await scheduled('draft-eight', one, '2026-03-01T08:00:00.000Z');
    await scheduled('draft-eight', one, null);

    expect(await store.scheduledDrafts(2)).toEqual([
      { articleId: one.id, draftId: 'draft-nine', releaseAt: Date.parse('2026-03-01T09:00:00.000Z') },
      { articleId: other.id, draftId: 'draft-ten', releaseAt: Date.parse('2026-03-01T10:00:00.000Z') },
    ]);
    expect((await store.scheduledDrafts(9)).map(({ draftId }) => draftId)).toEqual([
      'draft-nine',
      'draft-ten',
      'draft-noon',
    ]);
  });

  it('keeps when a draft is released, who said so, and why it was not', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const draft = makeDraft({
      articleId: article.id,
      releaseAt: '2026-03-01T12:00:00.000Z',
      scheduledBy: { userId: 'user-bob', userName: 'Bob' },
      releaseProblem: { releaseAt: '2026-03-01T10:00:00.000Z', reason: 'The coverage has ended.' },
    });

    await store.transaction(tx => tx.saveDraft(draft));

    expect(await store.draft(article.id, draft.id)).toEqual({ draft, publishedAs: null });
    expect(await store.drafts(article.id, {})).toEqual([draft]);
  });

  it('reads drafts that an older version wrote', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const draft = makeDraft({ articleId: article.id });
    const { releaseAt, save, scheduledBy, releaseProblem, ...older } = draft;
    await store.engine
      .insertInto('draft' as never)
      .values({ id: draft.id, article_id: article.id, user_id: draft.userId, json: JSON.stringify(older) } as never)
      .execute();

    expect(await store.drafts(article.id, {})).toEqual([draft]);
  });

  it('remembers which entry a draft has become, as that now stands, until its article goes', async () => {
    await using opened = await open();
    const { store } = opened;
    const [article, neighbour] = [makeArticle(), makeArticle()];
    for (const each of [article, neighbour]) await createIn(store, each);
    const draft = makeDraft({ articleId: article.id, releaseAt: '2026-03-01T12:00:00.000Z' });
    const entry = makeEntry();
    const edited = { ...entry, version: 2, headline: 'Edited' };
    await store.transaction(tx => tx.saveDraft(draft));

    await store.transaction(async tx => {
      await tx.append(article.id, [{ type: 'entry-published', entry }], AT);
      await tx.publishDraft(draft.id, entry.id);
    });
    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-edited', entry: edited }], AT));

    const fate = { draft: null, publishedAs: edited };
    expect(await store.draft(article.id, draft.id)).toEqual(fate);
    expect(await store.transaction(tx => tx.draft(article.id, draft.id))).toEqual(fate);
    expect(await store.draft(neighbour.id, draft.id)).toEqual({ draft: null, publishedAs: null });
    expect(await store.scheduledDrafts(9)).toEqual([]);
    await store.transaction(tx => tx.removeArticle(article.id));
    expect(await store.draft(article.id, draft.id)).toEqual({ draft: null, publishedAs: null });
  });
}
