import { type ReactNode, useCallback, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { announce } from '../announce.ts';
import { forget, keep, readKept } from '../kept.ts';
import { newId } from '../new-id.ts';
import { Screen } from '../screen.tsx';
import { ArticleEditor, KeptArticle } from './article-editor.ts';
import { ArticleEditorForm } from './article-editor-form.tsx';
import { emptyArticle } from './article-form.ts';
import { sendArticle } from './send-article.ts';

const KEY = 'new-article';

export function NewArticleScreen(): ReactNode {
  const [, navigate] = useLocation();
  const [editor] = useState(makeEditor);
  const onSaved = useCallback(
    (slug: string) => {
      announce('Article created');
      navigate(`/articles/${slug}`);
    },
    [navigate],
  );
  return (
    <Screen title="New article">
      <ArticleEditorForm editor={editor} isNew onSaved={onSaved} aside={<Link href="/">Back to the articles</Link>} />
    </Screen>
  );
}

function makeEditor(): ArticleEditor {
  const blank = { form: emptyArticle(), opened: emptyArticle(), version: null, pending: null };
  return new ArticleEditor(null, readKept(KEY, KeptArticle) ?? blank, {
    send: (command, onWaiting) => sendArticle(null, command, onWaiting),
    keep: kept => keep(KEY, kept),
    forget: () => forget(KEY),
    newId,
  });
}
