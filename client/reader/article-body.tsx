import type { ReactNode } from 'react';
import type { Source } from '#shared/article.ts';
import { isBlank } from '#shared/body-text.ts';
import { BodyView } from '../ui/body-view.tsx';
import { useLive, useReader } from './reader.ts';

export function ArticleBody(): ReactNode {
  const { texts } = useReader();
  const { body, source, language } = useLive(live => live.article.article);
  if (isBlank(body) && source === null) return null;
  return (
    <div className="article-body body">
      <BodyView body={body} under={1} voice={{ texts, labels: texts.markFor(language) }} />
      {source && (
        <p className="credit-line">
          <span className="visually-hidden" {...texts.markFor(language)}>
            {texts.say('source')}
          </span>{' '}
          <Credit source={source} />
        </p>
      )}
    </div>
  );
}

/** A wire credit as newspapers set it: [NASA]. */
function Credit({ source }: { readonly source: Source }): ReactNode {
  if (source.url === null) return `[${source.name}]`;
  return (
    <a href={source.url} rel="noopener nofollow">
      [{source.name}]
    </a>
  );
}
