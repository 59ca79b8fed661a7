import type { Body } from '#shared/body.ts';
import type { EmbedProvider } from '#shared/embeds.ts';
import { foreignRequests } from './newsroom/foreign-requests.ts';
import { expect, test } from './newsroom.ts';

/** An address that people copy, of each provider that can be framed, and what is asked for once a reader wants it. */
const FRAMED: readonly { provider: EmbedProvider; name: string; url: string; frame: string }[] = [
  {
    ...{ provider: 'youtube', name: 'YouTube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s' },
    frame: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
  },
  {
    ...{ provider: 'vimeo', name: 'Vimeo', url: 'https://vimeo.com/76979871' },
    frame: 'https://player.vimeo.com/video/76979871?dnt=1',
  },
  {
    ...{ provider: 'x', name: 'X', url: 'https://x.com/NASA/status/1585345567826300929' },
    frame: 'https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1585345567826300929',
  },
  {
    ...{ provider: 'bluesky', name: 'Bluesky', url: 'https://bsky.app/profile/did:plc:z72i7hd/post/3l6oveex3ii2l' },
    frame: 'https://embed.bsky.app/embed/did:plc:z72i7hd/app.bsky.feed.post/3l6oveex3ii2l',
  },
  {
    ...{ provider: 'instagram', name: 'Instagram', url: 'https://www.instagram.com/p/CuE2WQxs1vH/?igsh=abc' },
    frame: 'https://www.instagram.com/p/CuE2WQxs1vH/embed/',
  },
  {
    ...{ provider: 'tiktok', name: 'TikTok', url: 'https://www.tiktok.com/@nasa/video/7106594312292453675' },
    frame: 'https://www.tiktok.com/player/v1/7106594312292453675',
  },
  {
    ...{ provider: 'spotify', name: 'Spotify', url: 'https://open.spotify.com/track/11dFghVXANMlKmJXsNCbNl' },
    frame: 'https://open.spotify.com/embed/track/11dFghVXANMlKmJXsNCbNl',
  },
  {
    ...{ provider: 'soundcloud', name: 'SoundCloud', url: 'https://soundcloud.com/nasa/houston-we-have-a-problem' },
    frame: `https://w.soundcloud.com/player/?url=${encodeURIComponent('https://soundcloud.com/nasa/houston-we-have-a-problem')}`,
  },
];

const LINKS: readonly { provider: EmbedProvider; name: string; url: string; note: string | null }[] = [
  {
    ...{ provider: 'mastodon', name: 'Mastodon', url: 'https://mastodon.social/@Gargron/112233445566' },
    note: 'It opens at Mastodon; it cannot be shown here.',
  },
  {
    // Which account that is, only a third party could tell.
    ...{ provider: 'bluesky', name: 'Bluesky', url: 'https://bsky.app/profile/nasa.gov/post/3l6oveex3ii2l' },
    note: 'It opens at Bluesky; it cannot be shown here.',
  },
  { provider: 'link', name: 'example.org', url: 'https://www.example.org/plan', note: null },
];

test.describe('[S] what is embedded from', () => {
  for (const { provider, name, url, frame } of FRAMED)
    test(`${name} is asked for nothing before a reader wants it, then shown in a frame`, async ({
      newsroom,
      reader,
    }) => {
      const article = await newsroom.article();
      await newsroom.publish(article, { body: withEmbed(provider, url) });
      const { page } = reader;
      const foreign = foreignRequests(page, newsroom.url);
      await page
        .context()
        .route(`${new URL(frame).origin}/**`, route =>
          route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Theirs</title><p>It is theirs.</p>' }),
        );
      await reader.opens(article);
      const entry = reader.entry(1);
      await expect(entry.getByRole('link', { name: `${name} The bridge rises` })).toHaveAttribute('href', url);
      await expect(entry).toContainText(`Shown here, it loads content from ${name}.`);
      await reader.listensToKeys();
      expect(foreign).toEqual([]);

      await entry.getByRole('button', { name: 'Show here' }).click();

      const shown = page.getByTitle(`${name}: The bridge rises`);
      await expect(shown.contentFrame().getByText('It is theirs.')).toBeVisible();
      expect(foreign).toEqual([frame]);
      await expect(entry.getByRole('button', { name: 'Show here' })).toHaveCount(0);
    });

  for (const { provider, name, url, note } of LINKS)
    test(`${name} stays a link, as ${new URL(url).pathname}`, async ({ newsroom, reader }) => {
      const article = await newsroom.article();
      await newsroom.publish(article, { body: withEmbed(provider, url) });
      const foreign = foreignRequests(reader.page, newsroom.url);
      await reader.opens(article);
      const entry = reader.entry(1);
      await expect(entry.getByRole('link', { name: `${name} The bridge rises` })).toHaveAttribute('href', url);
      if (note === null) await expect(entry.locator('.embed-note')).toHaveCount(0);
      else await expect(entry).toContainText(note);
      await expect(entry.getByRole('button', { name: 'Show here' })).toHaveCount(0);
      expect(foreign).toEqual([]);
    });
});

function withEmbed(provider: EmbedProvider, url: string): Body {
  return { type: 'doc', content: [{ type: 'embed', attrs: { provider, url, title: 'The bridge rises' } }] };
}
