import type { Article, ArticleContent, Status } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { CreateArticle } from '#shared/commands.ts';
import { accept, type CommandOf, type Decision, isTooLarge, refuse, type Scene, stale, tooLarge } from './decision.ts';
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
  return refusedArticle(article) ?? accept([{ type: 'article-created', article }]);
}

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
  return refusedArticle(edited) ?? accept([{ type: 'article-edited', article: edited }]);
}

export function setSummary(points: string[], scene: Scene): Decision {
  const summary = points.length === 0 ? null : { points, editedAt: scene.now };
  return isTooLarge({ ...scene.article, summary })
    ? tooLarge('points')
    : changeArticle(scene, 'summary-set', { summary });
}

export function setStatus(status: Status, scene: Scene): Decision {
  return status === scene.article.status ? accept([]) : changeArticle(scene, 'status-set', { status });
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
  fields: Partial<Pick<Article, 'status' | 'summary' | 'pinnedEntryId'>>,
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
