import { type ReactNode, useCallback, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Article } from '#shared/article.ts';
import { Snapshot } from '#shared/protocol.ts';
import { announce } from '../announce.ts';
import { forget, keep, readKept } from '../kept.ts';
import { Loading } from '../loading.tsx';
import { newId } from '../new-id.ts';
import { request } from '../request.ts';
import { Screen } from '../screen.tsx';
import { useLoaded } from '../use-loaded.ts';
import { ArticleEditor, KeptArticle } from './article-editor.ts';
import { ArticleEditorForm } from './article-editor-form.tsx';
import { articleFormOf } from './article-form.ts';
import { sendArticle } from './send-article.ts';

export function EditArticleScreen({ slug }: { readonly slug: string }): ReactNode {
  const load = useCallback(
    () => request({ method: 'GET', path: `/api/articles/${encodeURIComponent(slug)}`, answer: Snapshot }),
    [slug],
  );
  const { loaded, reload } = useLoaded(load);
  return (
    <Screen title="Edit article">
      <Loading loaded={loaded} reload={reload}>
        {({ article }) => <EditArticle article={article} />}
      </Loading>
    </Screen>
  );
}

/** Drawn again with a newer article, it goes on with the one that editing began with: the server says when that is too old. */
function EditArticle({ article }: { readonly article: Article }): ReactNode {
  const [, navigate] = useLocation();
  const [{ editor, isKept }] = useState(() => makeEditor(article));
  const [isNoticeShown, setNoticeShown] = useState(isKept);
  const back = `/articles/${article.slug}`;
  const onSaved = useCallback(() => {
    announce('Article saved');
    navigate(back);
  }, [navigate, back]);
  function discard(): void {
    forget(article.id);
    navigate(back);
  }
  return (
    <>
      {isNoticeShown && (
        <div className="notice">
          <p>These are changes that you made before and did not save.</p>
          <div className="buttons">
            <button type="button" className="button" onClick={() => setNoticeShown(false)}>
              Go on with them
            </button>
            <button type="button" className="button" onClick={discard}>
              Discard them
            </button>
          </div>
        </div>
      )}
      <ArticleEditorForm
        editor={editor}
        isNew={false}
        onSaved={onSaved}
        aside={<Link href={back}>Back to the desk</Link>}
      />
    </>
  );
}

function makeEditor(article: Article): { editor: ArticleEditor; isKept: boolean } {
  const form = articleFormOf(article);
  const kept = readKept(article.id, KeptArticle);
  const editor = new ArticleEditor(
    article.slug,
    kept ?? { form, opened: form, version: article.version, pending: null },
    {
      send: (command, onWaiting) => sendArticle(article.id, command, onWaiting),
      keep: changed => keep(article.id, changed),
      forget: () => forget(article.id),
      newId,
    },
  );
  return { editor, isKept: kept !== null };
}
