import { lazy, type ReactNode, Suspense } from 'react';
import type { LiveArticle } from '../../live/article.ts';
import { Breakage } from '../breakage.tsx';
import type { ComposerAtWork } from '../composer/use-composer.ts';

const ComposerPanel = lazy(() =>
  import('../composer/composer-panel.tsx').then(module => ({ default: module.ComposerPanel })),
);

interface DeskComposerProps {
  readonly atWork: ComposerAtWork | null;
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
}

/** The composer, once its code and what was being written are there. */
export function DeskComposer({ atWork, live, mayPublish }: DeskComposerProps): ReactNode {
  const loading = <p className="composer quiet">Loading the composer …</p>;
  if (atWork === null) return loading;
  return (
    <Breakage>
      <Suspense fallback={loading}>
        <ComposerPanel {...atWork} live={live} mayPublish={mayPublish} />
      </Suspense>
    </Breakage>
  );
}
