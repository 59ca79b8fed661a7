import { describe, expect, it } from 'vitest';
import { FRAME_ORIGINS, fitsProvider, frameOf, providerName, providerOf } from './embeds.ts';

const TRACK = '4uLU6hMCjMI75M1A2tKUQC';

describe('an address that people copy', () => {
  it.each([
    [
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s',
      'youtube',
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    ],
    [
      'https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ',
      'youtube',
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    ],
    ['https://youtu.be/dQw4w9WgXcQ?si=abc', 'youtube', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://www.youtube.com/live/dQw4w9WgXcQ', 'youtube', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://vimeo.com/76979871', 'vimeo', 'https://player.vimeo.com/video/76979871?dnt=1'],
    ['https://vimeo.com/76979871/8272103f6e', 'vimeo', 'https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e'],
    [
      'https://x.com/nasa/status/1234567890',
      'x',
      'https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890',
    ],
    [
      'https://twitter.com/nasa/status/1234567890?s=20',
      'x',
      'https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890',
    ],
    [
      'https://bsky.app/profile/did:plc:abc234/post/3kkz',
      'bluesky',
      'https://embed.bsky.app/embed/did:plc:abc234/app.bsky.feed.post/3kkz',
    ],
    ['https://bsky.app/profile/nasa.gov/post/3kkz', 'bluesky', null],
    ['https://mastodon.social/@Gargron/112233445566', 'mastodon', null],
    ['https://www.instagram.com/p/CxYz_1-a/?hl=en', 'instagram', 'https://www.instagram.com/p/CxYz_1-a/embed/'],
    ['https://www.tiktok.com/@nasa/video/7123456789', 'tiktok', 'https://www.tiktok.com/player/v1/7123456789'],
    [
      `https://open.spotify.com/intl-de/track/${TRACK}?si=x`,
      'spotify',
      `https://open.spotify.com/embed/track/${TRACK}`,
    ],
    [
      'https://soundcloud.com/nasa/apollo',
      'soundcloud',
      'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fnasa%2Fapollo',
    ],
    ['https://example.org/report', 'link', null],
  ] as const)('%s is of %s and is framed as %s', (url, provider, src) => {
    expect(providerOf(url)).toBe(provider);
    const frame = frameOf(provider, url);
    expect(frame?.src ?? null).toBe(src);
    if (src !== null) expect(FRAME_ORIGINS).toContain(new URL(src).origin);
  });

  it.each([
    ['youtube', 'https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ'],
    ['youtube', 'https://evil.example/https://youtu.be/dQw4w9WgXcQ'],
    ['youtube', 'https://youtu.be@evil.example/dQw4w9WgXcQ'],
    ['youtube', 'http://youtu.be/dQw4w9WgXcQ'],
    ['youtube', 'https://youtu.be/dQw4w9WgXcQ_and_more'],
    ['x', 'https://x.com/nasa'],
    ['vimeo', 'https://vimeo.com/about'],
    ['instagram', 'https://instagram.com.evil.example/p/abc'],
    ['link', 'mailto:someone@example.org'],
  ] as const)('%s has no such address as %s', (provider, url) => {
    expect(fitsProvider(provider, url)).toBe(false);
    expect(frameOf(provider, url)).toBe(null);
  });
});

it('a provider goes by its name, and a link by its host', () => {
  expect(providerName('youtube', 'https://youtu.be/dQw4w9WgXcQ')).toBe('YouTube');
  expect(providerName('link', 'https://www.example.org/report')).toBe('example.org');
});
