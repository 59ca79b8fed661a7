import { beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Sent } from '../send-command.ts';
import {
  ArticleEditor,
  type ArticleEditorView,
  type KeptArticle,
  type Saved,
  type SavingCommand,
} from './article-editor.ts';
import { articleFormOf, emptyArticle, readArticle } from './article-form.ts';

const unreachable: Sent<Saved> = { outcome: 'unreachable', reason: 'The server cannot be reached' };

let answers: Sent<Saved>[];
let sent: SavingCommand[];
let kept: KeptArticle | null;

beforeEach(() => {
  answers = [];
  sent = [];
  kept = null;
});

describe('a new article', () => {
  it('is created with what was filled in, the newsroom’s own where nothing was', async () => {
    const editor = newArticle();
    answers = [{ outcome: 'confirmed', answer: { slug: 'a-storm' } }];
    editor.type({ headline: ' A storm ', slug: 'a-storm', status: 'live' });
    await editor.save();
    expect(sent).toEqual([
      {
        type: 'create-article',
        commandId: expect.any(String),
        status: 'live',
        slug: 'a-storm',
        article: {
          ...{ headline: 'A storm', dateLine: '', standfirst: '', body: paragraphs([]), source: null, authors: [] },
          ...{ featured: null, related: [], startsAt: null },
        },
      },
    ]);
    expect(view(editor).saving).toEqual({ status: 'saved', slug: 'a-storm' });
    expect(kept).toBeNull();
  });

  it('[D7] without an answer is locked, survives a reload, and is asked for again under the same id', async () => {
    const editor = newArticle();
    answers = [unreachable];
    editor.type({ headline: 'A storm' });
    await editor.save();
    editor.type({ headline: 'Another' });
    expect(view(editor).form.headline).toBe('A storm');
    const reloaded = newArticle(kept ?? undefined);
    answers = [{ outcome: 'confirmed', answer: { slug: 'a-storm' } }];
    await reloaded.save();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('says what is wrong at the field', async () => {
    const editor = newArticle();
    editor.type({ slug: 'No Slug!', startDate: '2026-01-01', authors: [{ name: '', role: 'in Houston' }] });
    await editor.save();
    const { saving } = view(editor);
    expect(saving.status === 'editing' && saving.problems.map(({ field }) => field).sort()).toEqual([
      'authors.0.name',
      'headline',
      'slug',
      'startsAt',
    ]);
    expect(sent).toEqual([]);
  });

  it('takes the reason of a refusal to its field', async () => {
    const editor = newArticle();
    const problem = { title: '', status: 422, code: 'slug-taken', detail: '"a" is taken.', field: 'slug' };
    answers = [{ outcome: 'refused', problem }];
    editor.type({ headline: 'A storm', slug: 'a' });
    await editor.save();
    expect(view(editor).saving).toEqual({ status: 'editing', problems: [{ field: 'slug', reason: '"a" is taken.' }] });
    expect(kept).toMatchObject({ form: { headline: 'A storm' }, pending: null });
  });
});

describe('an article that is changed', () => {
  it('is saved from the version it was opened at, its status after it', async () => {
    const editor = openArticle();
    answers = [done, done];
    editor.type({ standfirst: 'Better.', status: 'ended' });
    await editor.save();
    expect(sent).toMatchObject([
      { type: 'edit-article', expectedVersion: 4, article: { standfirst: 'Better.', headline: 'A storm' } },
      { type: 'set-status', status: 'ended' },
    ]);
    expect(view(editor).saving).toEqual({ status: 'saved', slug: 'a-storm' });
  });

  it('is not saved where nothing was changed', async () => {
    const editor = openArticle();
    await editor.save();
    expect(view(editor).saving).toMatchObject({ problems: [{ reason: 'Nothing has been changed yet' }] });
    expect(sent).toEqual([]);
  });

  it('[D8] shows a conflict, and keeps mine on top of theirs', async () => {
    const editor = openArticle();
    const current = article({ version: 7, headline: 'A storm, says somebody else', standfirst: 'Theirs.' });
    const problem = { title: '', status: 409, code: 'stale-version', detail: 'Changed.', current };
    answers = [{ outcome: 'refused', problem }, done];
    editor.type({ standfirst: 'Mine.' });
    await editor.save();
    expect(view(editor).saving).toEqual({ status: 'conflict', current });
    expect(view(editor).form.standfirst).toBe('Mine.');
    editor.keepMine();
    await editor.save();
    expect(sent[1]).toMatchObject({
      expectedVersion: 7,
      article: { standfirst: 'Mine.', headline: 'A storm, says somebody else' },
    });
  });
});

describe('readArticle', () => {
  it('gives back the article that a form was made of', () => {
    const full = article({
      source: { name: 'NASA', kind: 'official', url: 'https://nasa.example' },
      authors: [{ name: 'Ann Lee', role: null }],
      featured: { headline: 'Before', text: 'It began …', url: '/live/before' },
      related: [{ headline: 'Beside', text: '', url: null }],
      startsAt: '1969-07-16T13:32:00.000Z',
    });
    const read = readArticle(articleFormOf(full), { isNew: false });
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    for (const [key, value] of Object.entries(read.wish.article)) expect(value).toEqual(full[key as keyof Article]);
  });
});

const done: Sent<Saved> = { outcome: 'confirmed', answer: {} };

function newArticle(
  from: KeptArticle = { form: emptyArticle(), opened: emptyArticle(), version: null, pending: null },
) {
  return new ArticleEditor(null, from, parts());
}

function openArticle(): ArticleEditor {
  const form = articleFormOf(article({}));
  return new ArticleEditor('a-storm', { form, opened: form, version: 4, pending: null }, parts());
}

function parts() {
  let ids = 0;
  return {
    send: async (command: SavingCommand) => {
      sent.push(command);
      return answers.shift() ?? unreachable;
    },
    keep: (changed: KeptArticle) => {
      kept = changed;
    },
    forget: () => {
      kept = null;
    },
    newId: () => {
      ids += 1;
      return `command-${sent.length}-${ids}`;
    },
  };
}

function view(editor: ArticleEditor): ArticleEditorView {
  return editor.store.getState();
}

function article(fields: Partial<Article>): Article {
  return {
    ...{ id: 'article-0001', slug: 'a-storm', version: 4, contentVersion: 2, status: 'live', pinnedEntryId: null },
    ...{ summary: null, sample: false, createdAt: '2026-01-01T00:00:00.000Z', editedAt: null, dateLine: 'Today' },
    ...{ headline: 'A storm', standfirst: 'It blows.', body: paragraphs(['Text.']), source: null, language: 'en' },
    ...{ timeZone: 'Europe/Paris', authors: [], featured: null, related: [], startsAt: null },
    ...fields,
  };
}
