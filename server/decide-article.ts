import type { Article, ArticleContent, Status } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { CreateArticle } from '#shared/commands.ts';
import { refusedPictures } from './decide-pictures.ts';
import {
  accept,
  type CommandOf,
  type Decision,
  isTooLarge,
  type Refused,
  refuse,
  refusedTime,
  type Scene,
  stale,
  tooLarge,
} from './decision.ts';
import { isTimeZone } from './time-zone.ts';

/** The article that a `create-article` asks for, its slug already chosen. */
export function decideCreation(
  command: CreateArticle,
  scene: {
    readonly id: string;
    readonly slug: string;
    readonly now: string;
    readonly defaults: Pick<ArticleContent, 'language' | 'timeZone'>;
    readonly sample: boolean;
    readonly pictures: Scene['pictures'];
  },
): Decision {
  const article: Article = {
    ...EMPTY_ARTICLE,
    ...scene.defaults,
    ...command.article,
    id: scene.id,
    slug: scene.slug,
    version: 1,
    contentVersion: 1,
    status: command.status,
    pinnedEntryId: null,
    summary: null,
    sample: scene.sample,
    createdAt: scene.now,
    editedAt: null,
  };
  return (
    refusedArticle(article) ??
    refusedPictures(command.article, FIELD, scene) ??
    accept([{ type: 'article-created', article }])
  );
}

const FIELD = 'article.body';

const EMPTY_ARTICLE = {
  dateLine: '',
  standfirst: '',
  body: paragraphs([]),
  source: null,
  authors: [],
  featured: null,
  related: [],
  startsAt: null,
} satisfies Partial<ArticleContent>;

export function editArticle(command: CommandOf<'edit-article'>, scene: Scene): Decision {
  const { article } = scene;
  if (command.expectedVersion < article.contentVersion || command.expectedVersion > article.version)
    return stale('The article was changed since you opened it.', article);
  const edited: Article = {
    ...article,
    ...command.article,
    version: article.version + 1,
    contentVersion: article.version + 1,
    editedAt: scene.now,
  };
  return (
    refusedArticle(edited) ??
    refusedPictures(command.article, FIELD, { pictures: scene.pictures, before: article }) ??
    accept([{ type: 'article-edited', article: edited }])
  );
}

export function setSummary(points: string[], scene: Scene): Decision {
  const summary = points.length === 0 ? null : { points, editedAt: scene.now };
  return isTooLarge({ ...scene.article, summary })
    ? tooLarge('points')
    : changeArticle(scene, 'summary-set', { summary });
}

export function setStatus({ status, resumesAt }: CommandOf<'set-status'>, scene: Scene): Decision {
  const { article, now } = scene;
  const refused = refusedResumption(status, resumesAt ?? null, now);
  if (refused !== null) return refused;
  const resumedBefore = article.resumesAt ?? null;
  const kept = status === article.status ? resumedBefore : null;
  const wanted = resumesAt === undefined ? kept : resumesAt;
  if (wanted !== resumedBefore) return changeArticle(scene, 'status-set', { status, resumesAt: wanted });
  return status === article.status ? accept([]) : changeArticle(scene, 'status-set', { status });
}

function refusedResumption(status: Status, resumesAt: string | null, now: string): Refused | null {
  if (resumesAt === null) return null;
  if (status === 'paused') return refusedTime(resumesAt, now, 'resumesAt');
  return refuse(422, 'wrong-time', 'Only a paused article says when it goes on.', 'resumesAt');
}

export function unpinEntry(scene: Scene): Decision {
  return scene.article.pinnedEntryId === null
    ? accept([])
    : changeArticle(scene, 'entry-unpinned', { pinnedEntryId: null });
}

export function removeArticle({ article, lastNumber }: Scene): Decision {
  if (!article.sample && lastNumber > 0)
    return refuse(
      422,
      'has-entries',
      'An article with entries stays: withdraw the entries, or set its status to ended.',
    );
  return accept([], { removeArticle: true });
}

function changeArticle(
  { article }: Scene,
  type: 'status-set' | 'summary-set' | 'entry-unpinned',
  fields: Partial<Pick<Article, 'status' | 'resumesAt' | 'summary' | 'pinnedEntryId'>>,
): Decision {
  return accept([{ type, article: { ...article, ...fields, version: article.version + 1 } }]);
}

function refusedArticle(article: Article): Decision | null {
  if (!isTimeZone(article.timeZone))
    return refuse(
      422,
      'unknown-time-zone',
      `"${article.timeZone}" is not a time zone that is known here.`,
      'article.timeZone',
    );
  return isTooLarge(article) ? tooLarge('article') : null;
}
