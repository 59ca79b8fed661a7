import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/body.ts';
import { decide } from './decide.ts';
import { releaseDue } from './decide-draft.ts';
import { makeArticle, makeDraft, makeEntry } from './test-bench/make-article.ts';
import { command, makeScene, NOW } from './test-bench/make-scene.ts';

const article = makeArticle();
const picture = { src: '/media/0123456789abcdef.jpg', width: 640, height: 480 };
const draftId = 'draft-001';

describe('a picture that was withdrawn meanwhile', () => {
  const draft = makeDraft({ id: draftId, articleId: article.id, entry: { body: showing() }, releaseAt: NOW });
  const entry = makeEntry();

  const edit = { expectedVersion: 1, kind: 'minor' };
  const withTranslation = { body: showing(), translations: [translated(showing())] };

  it.each([
    ['publish-entry', 'entry.body', { entry: withTranslation }, {}],
    ['edit-entry', 'entry.body', { ...edit, entryId: entry.id, entry: { body: showing() } }, { entry }],
    ['release-draft', 'entry.body', { draftId }, { draft }],
    ['schedule-draft', 'entry.body', { draftId, entry: { body: showing() }, releaseAt: '2026-03-01T11:00:00Z' }, {}],
    ['edit-article', 'article.body', { expectedVersion: 1, article: { body: showing() } }, {}],
  ])('is named by what refuses %s', (type, field, asked, more) => {
    expect(decide(command({ type, ...asked }), makeScene(article, more))).toMatchObject({
      verdict: 'refused',
      refusal: {
        ...{ status: 422, code: 'picture-gone', field },
        reason: 'The picture "The Moon" is not there any more: upload it again, or take it out.',
      },
    });
  });

  it('keeps a scheduled draft a draft, which says why', () => {
    expect(releaseDue(makeScene(article, { draft }))).toMatchObject({
      changes: [],
      saveDraft: { releaseAt: null, releaseProblem: { reason: expect.stringContaining('"The Moon" is not there') } },
    });
  });

  it('may be in a draft', () => {
    const asked = command({ type: 'save-draft', draftId, entry: { body: showing() } });
    expect(decide(asked, makeScene(article)).verdict).toBe('accepted');
  });

  it('keeps nobody from editing what showed it before', () => {
    const [was, withPicture] = [makeEntry({ body: showing() }), makeArticle({ body: showing() })];
    const body = { ...showing(), content: [...showing().content, { type: 'horizontalRule' }] };

    expect(
      decide(
        command({ type: 'edit-entry', ...edit, entryId: was.id, entry: { body } }),
        makeScene(article, { entry: was }),
      ).verdict,
    ).toBe('accepted');
    expect(
      decide(command({ type: 'edit-article', expectedVersion: 1, article: { body } }), makeScene(withPicture)).verdict,
    ).toBe('accepted');
  });
});

describe('a picture that is there', () => {
  const pictures = [picture];

  it('is published', () => {
    const asked = command({ type: 'publish-entry', entry: { body: showing() } });
    expect(decide(asked, makeScene(article, { pictures })).verdict).toBe('accepted');
  });

  it('is as large as the text says: its copies have their addresses from that', () => {
    const asked = command({ type: 'publish-entry', entry: { body: showing({ width: 1_200 }) } });
    expect(decide(asked, makeScene(article, { pictures }))).toMatchObject({
      refusal: {
        ...{ status: 422, code: 'picture-size', field: 'entry.body' },
        reason: 'The picture "The Moon" has 640 × 480 dots; the text says 1200 × 480.',
      },
    });
  });
});

function showing(fields: { width?: number } = {}): Body {
  const attrs = { ...picture, alt: 'The Moon', caption: '', credit: '', ...fields };
  return { type: 'doc', content: [{ type: 'image', attrs }] };
}

function translated(body: Body) {
  return { language: 'de', headline: null, body, translator: { name: 'Ada', kind: 'person' } };
}
