import type { ReactNode } from 'react';
import { exportPath, FEED_FORMATS, type FeedFormat, feedPath } from '#shared/addresses.ts';
import type { Texts } from '../../ui/texts.ts';

export interface UseListProps {
  readonly slug: string;
  /** Without a trailing slash. */
  readonly siteUrl: string;
  readonly texts: Texts;
}

const FEED_NAMES: Readonly<Record<FeedFormat, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };

/** What else can be done with an article: taken away, followed elsewhere, shown on another site. */
export function UseList({ slug, siteUrl, texts }: UseListProps): ReactNode {
  const code = `<script async src="${siteUrl}/embed.js" data-article="${slug}"></script>`;
  return (
    <div className="contents use" lang={texts.language}>
      <h2 id="use">{texts.say('use')}</h2>
      <p>
        {texts.say('useWhole')}{' '}
        <a rel="nofollow" href={exportPath(slug, 'json')}>
          JSON
        </a>{' '}
        <a rel="nofollow" href={exportPath(slug, 'md')}>
          Markdown
        </a>{' '}
        <a rel="nofollow" href={exportPath(slug, 'zip')}>
          {texts.say('useBundle')}
        </a>
      </p>
      <p>
        {texts.say('useFeeds')}{' '}
        {FEED_FORMATS.map(format => (
          <a key={format} href={feedPath(format, slug)}>
            {FEED_NAMES[format]}
          </a>
        ))}
      </p>
      <p>{texts.say('useEmbed')}</p>
      <pre dir="ltr">
        <code>{code}</code>
      </pre>
    </div>
  );
}
