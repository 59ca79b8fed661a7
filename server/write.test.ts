import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slug } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { MAX_DRAFTS_OF_USER } from './decide-draft.ts';
import { makeDraft } from './test-bench/make-article.ts';
import { user } from './test-bench/make-scene.ts';
import { answerOf, codeOf, writingDesk } from './test-bench/writing-desk.ts';
import { write, writeNewArticle } from './write.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const body = paragraphs(['Docked.']);

describe('[D7] a command id', () => {
  it('gives one entry and one answer to 50 posts at once', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => desk.publish(id, 'Once', { commandId: 'command-1' })),
    );

    const [first] = answers;
    expect(answers).toEqual(Array(50).fill(first));
    const snapshot = await desk.context.store.snapshot(id);
    expect(snapshot?.entries.map(entry => entry.id)).toEqual([first && answerOf(first).entryId]);
    expect(snapshot?.position).toEqual(first && answerOf(first).position);
  });

  it('gives one article and one answer to many posts at once', async () => {
    await using desk = await writingDesk();

    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.createArticle({ commandId: 'command-1' })));

    expect(answers).toEqual(Array(20).fill(answers[0]));
    expect(await desk.context.store.listArticles()).toHaveLength(1);
  });

  it('is not for another text, another article or another kind of command', async () => {
    await using desk = await writingDesk();
    const [one, other] = [await desk.article(), await desk.article()];
    const commandId = 'command-1';
    await desk.publish(one.id, 'Mine', { commandId });

    const refusals = [
      await desk.publish(one.id, 'Theirs', { commandId }),
      await desk.publish(other.id, 'Mine', { commandId }),
      await desk.send(one.id, { type: 'set-status', status: 'ended', commandId }),
      await desk.createArticle({ commandId }),
    ];

    expect(refusals.map(codeOf)).toEqual(Array(4).fill('422 command-id-reused'));
    expect((await desk.context.store.articleById(one.id))?.lastNumber).toBe(1);
  });

  it('gives the same answer for 7 days, whatever happened since', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const publish = () => desk.publish(id, 'Once', { commandId: 'command-1' });
    const first = await publish();
    desk.pass(7 * DAY_MS);
    await desk.publish(id, 'Another');

    const again = await publish();
    desk.pass(1);
    await desk.publish(id, 'A third, after which the first is forgotten');
    const later = await publish();

    expect(again).toEqual(first);
    expect(answerOf(later).entryId).not.toBe(answerOf(first).entryId);
  });

  it('that was refused may be used again', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const commandId = 'command-1';
    const refused = await desk.send(id, { type: 'publish-entry', entry: { body: paragraphs([]) }, commandId });

    const published = await desk.publish(id, 'Now with words', { commandId });

    expect([refused, published].map(codeOf)).toEqual(['422 empty-entry', 'done']);
  });

  it('is not spent by a transaction that failed', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const command = { type: 'publish-entry' as const, entry: { body }, commandId: 'command-1' };
    const broken = {
      ...desk.context,
      ids: () => {
        throw new Error('no ids today');
      },
    };

    await expect(write(broken, user('editor'), id, command)).rejects.toThrow('no ids today');

    expect(codeOf(await write(desk.context, user('editor'), id, command))).toBe('done');
  });
});

describe('[D8] of 20 editors on one entry', () => {
  it('one wins, the others are told what stands', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const { entryId } = answerOf(await desk.publish(id, 'First'));

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, editor) =>
        desk.send(id, {
          ...{ type: 'edit-entry', entryId, expectedVersion: 1, entry: { headline: `Editor ${editor}` } },
          ...{ kind: 'minor', note: null },
        }),
      ),
    );

    const snapshot = await desk.context.store.snapshot(id);
    const [winner] = outcomes.filter(outcome => outcome.status === 'done');
    const losers = outcomes.filter(outcome => outcome.status === 'refused');
    expect(losers).toHaveLength(19);
    expect(snapshot?.position).toEqual(winner && answerOf(winner).position);
    expect(snapshot?.entries[0]).toMatchObject({ version: 2, headline: expect.stringContaining('Editor') });
    for (const { refusal } of losers)
      expect(refusal).toMatchObject({ status: 409, code: 'stale-version', current: snapshot?.entries[0] });
  });
});

describe('the bell', () => {
  it('rings once for a change, after which the log has it', async () => {
    await using desk = await writingDesk();
    const { id, position } = await desk.article();
    const heard: unknown[] = [];
    desk.context.bus.listen(async ({ articleId, seq }) => {
      heard.push([seq, await desk.context.store.changesAfter(articleId, seq - 1, 10)]);
    });

    const answer = answerOf(await desk.publish(id, 'Docked'));

    expect(desk.rung).toEqual([
      { articleId: id, seq: position.seq },
      { articleId: id, seq: answer.position.seq },
    ]);
    await expect.poll(() => heard).toMatchObject([[2, [{ seq: 2 }]]]);
  });

  it('does not ring for what was refused or failed', async () => {
    await using desk = await writingDesk();
    const { id } = await desk.article();
    const rung = [...desk.rung];

    const refused = [
      await desk.send(id, { type: 'publish-entry', entry: { body: paragraphs([]) } }),
      await desk.publish('no-such-article', 'Nowhere'),
      await desk.send(id, { type: 'publish-entry', entry: { body } }, user('contributor')),
    ];
    await desk.context.store.close();
    await expect(desk.publish(id, 'Too late')).rejects.toMatchObject({ kind: 'unavailable' });

    expect(refused.map(codeOf)).toEqual(['422 empty-entry', '404 no-such-article', '403 forbidden']);
    expect(desk.rung).toEqual(rung);
  });

  it('is heard when an article goes', async () => {
    await using desk = await writingDesk();
    const { id, position } = await desk.article();

    const answer = answerOf(await desk.send(id, { type: 'remove-article' }));

    expect(answer.position).toEqual({ ...position, seq: position.seq + 1 });
    expect(desk.rung.at(-1)).toEqual({ articleId: id, seq: position.seq + 1 });
    expect(await desk.context.store.articleById(id)).toBe(null);
  });
});

describe('a new article', () => {
  it('has a log and an address of its own, also when many have one headline', async () => {
    await using desk = await writingDesk();

    const made = (await Promise.all(Array.from({ length: 20 }, () => desk.createArticle()))).map(answerOf);

    const slugs = made.map(({ slug }) => slug).toSorted();
    const numbered = Array.from({ length: 19 }, (_, index) => `the-eagle-has-landed-${index + 2}`);
    expect(slugs).toEqual(['the-eagle-has-landed', ...numbered].toSorted());
    expect(new Set(made.map(({ position }) => position.epoch)).size).toBe(20);
    expect(new Set(made.map(({ id }) => id)).size).toBe(20);
  });

  it('takes the address it is given, if that is free', async () => {
    await using desk = await writingDesk();

    const outcomes = [await desk.createArticle({ slug: 'moon' }), await desk.createArticle({ slug: 'moon' })];

    expect(outcomes.map(codeOf)).toEqual(['done', '422 slug-taken']);
  });

  it('gets an address that can be followed, whatever its headline', async () => {
    await using desk = await writingDesk();
    const headlines = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      fc.constantFrom(
        '日本語',
        'Посадка на Луну',
        '…',
        '-- a -- b --',
        'foo_bar',
        'C++ & co',
        '__proto__',
        'x'.repeat(300),
        'ß'.repeat(79),
      ),
    );
    await fc.assert(
      fc.asyncProperty(headlines, async headline => {
        const { slug } = answerOf(await desk.createArticle({ headline }));
        expect(Slug.safeParse(slug).success).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is not made by contributors', async () => {
    await using desk = await writingDesk();
    const command = {
      ...{ type: 'create-article' as const, commandId: 'command-1', status: 'live' as const },
      article: { headline: 'Moon' },
    };

    expect(codeOf(await writeNewArticle(desk.context, user('contributor'), command))).toBe('403 forbidden');
    expect(await desk.context.store.listArticles()).toEqual([]);
  });
});

describe('a draft', () => {
  it('goes in the transaction that publishes it, and leaves no trace before', async () => {
    await using desk = await writingDesk();
    const { id, position } = await desk.article();
    const { store } = desk.context;
    const draft = { draftId: 'draft-001', entry: { body }, entryId: null, entryVersion: null };

    const saved = [
      await desk.send(id, { type: 'save-draft', ...draft, commandId: 'command-1' }),
      await desk.send(id, {
        type: 'save-draft',
        ...draft,
        entry: { body: paragraphs(['Later']) },
        commandId: 'command-1',
      }),
    ];
    const [kept] = await store.drafts(id, {});
    const published = await desk.publish(id, 'Later', { draftId: 'draft-001' });

    expect(saved.map(answerOf)).toEqual([{ position }, { position }]);
    expect(kept).toMatchObject({ id: 'draft-001', entry: { body: paragraphs(['Later']) }, userId: 'user-editor' });
    expect(codeOf(published)).toBe('done');
    expect(await store.drafts(id, {})).toEqual([]);
  });

  it('is one too many where an account has 500 in all articles; nothing is kept of it, and another account may go on', async () => {
    await using desk = await writingDesk();
    const [{ id: elsewhere }, { id }] = [await desk.article(), await desk.article()];
    const { store } = desk.context;
    await store.transaction(async tx => {
      for (let count = 1; count <= MAX_DRAFTS_OF_USER; count += 1)
        await tx.saveDraft(makeDraft({ articleId: elsewhere, userId: user('editor').id }));
    });
    const save = { type: 'save-draft', draftId: 'draft-001', entry: { body }, entryId: null, entryVersion: null };

    expect(codeOf(await desk.send(id, save))).toBe('422 too-many-drafts');

    expect(await store.drafts(id, {})).toEqual([]);
    expect(codeOf(await desk.send(id, save, user('contributor')))).toBe('done');
  });
});
