import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle, useFollowed } from '../../live/use-article.ts';
import { useComposer } from '../composer/use-composer.ts';
import { Screen } from '../screen.tsx';
import { isEditor, useUser } from '../session/session.ts';
import { ConnectionBadge } from './connection-badge.tsx';
import { DeskComposer } from './desk-composer.tsx';
import { DeskTimeline } from './desk-timeline.tsx';
import { RemoveArticle } from './remove-article.tsx';
import { ResumeTime } from './resume-time.tsx';
import { StatusSwitch } from './status-switch.tsx';
import { SummaryEditor } from './summary-editor.tsx';

/** Where an article is written: the composer beside the timeline that readers see. */
export function DeskScreen({ slug }: { readonly slug: string }): ReactNode {
  const followed = useFollowed(slug);
  switch (followed.status) {
    case 'loading':
      return <p className="screen quiet">Loading …</p>;
    case 'missing':
      return (
        <Screen title="Not found">
          <p>There is no article at this address.</p>
          <Link href="/">Back to the articles</Link>
        </Screen>
      );
    case 'failed':
      return (
        <Screen title="No connection">
          <p>The article could not be loaded.</p>
          <button type="button" className="button" onClick={() => location.reload()}>
            Try again
          </button>
        </Screen>
      );
    case 'ready':
      return <Desk live={followed.article} />;
    default:
      return followed satisfies never;
  }
}

function Desk({ live }: { readonly live: LiveArticle }): ReactNode {
  const user = useUser();
  const { headline, slug, language } = useArticle(live, ({ article }) => article.article);
  const atWork = useComposer(live, user);
  const mayPublish = isEditor(user);
  return (
    <Screen title={headline} lang={language} width="full" aside={<ConnectionBadge live={live} />}>
      <div className="desk-bar">
        <div className="desk-status">
          <StatusSwitch live={live} readOnly={!mayPublish} />
          <ResumeTime live={live} readOnly={!mayPublish} />
        </div>
        <nav className="buttons" aria-label="This article">
          <a className="button" href={`/live/${slug}`} target="_blank" rel="noreferrer">
            Public page
          </a>
          {mayPublish && (
            <>
              <Link className="button" href={`/articles/${slug}/edit`}>
                Edit article
              </Link>
              <RemoveArticle live={live} />
            </>
          )}
        </nav>
      </div>
      <div className="desk">
        <DeskComposer atWork={atWork} live={live} mayPublish={mayPublish} />
        <div className="desk-side">
          <SummaryEditor live={live} readOnly={!mayPublish} />
          <DeskTimeline live={live} composer={mayPublish ? (atWork?.composer ?? null) : null} />
        </div>
      </div>
    </Screen>
  );
}
