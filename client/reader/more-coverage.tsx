import type { ReactNode } from 'react';
import type { ArticleLink } from '#shared/article.ts';
import { useLive, useReader } from './reader.ts';

export function MoreCoverage(): ReactNode {
  const { texts } = useReader();
  const { featured, related, language } = useLive(live => live.article.article);
  const labels = texts.markFor(language);
  return (
    <>
      {featured && (
        <section className="featured" aria-labelledby="featured-title">
          <h2 id="featured-title" {...labels}>
            {texts.say('featured')}
          </h2>
          <h3>
            <Headline link={featured} />
          </h3>
          {featured.text && <p>{featured.text}</p>}
        </section>
      )}
      {related.length > 0 && (
        <section className="related" aria-labelledby="related-title">
          <h2 id="related-title" {...labels}>
            {texts.say('related')}
          </h2>
          <ul>
            {related.map(link => (
              <li key={link.headline}>
                <Headline link={link} />
                {link.text && <p>{link.text}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Headline({ link }: { readonly link: ArticleLink }): ReactNode {
  if (link.url === null) return link.headline;
  const isOwn = link.url.startsWith('/');
  return (
    <a href={link.url} {...(!isOwn && { rel: 'noopener' })}>
      {link.headline}
    </a>
  );
}
