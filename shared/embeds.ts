/** Whose content can be embedded, by the addresses that people copy. Nothing of theirs is kept but the address. */

export const EMBED_PROVIDERS = [
  'youtube',
  'vimeo',
  'x',
  'bluesky',
  'mastodon',
  'instagram',
  'tiktok',
  'spotify',
  'soundcloud',
  'link',
] as const;

export type EmbedProvider = (typeof EMBED_PROVIDERS)[number];

/** How much room a frame takes: a film, a film held upright or a post, or a player of sound. */
type FrameShape = 'wide' | 'tall' | 'low';

export interface EmbedFrame {
  readonly src: string;
  readonly shape: FrameShape;
}

interface Provider {
  /** As it is written; embeds of the kind `link` go by their host. */
  readonly name: string | null;
  readonly address: RegExp;
  /** What may stand in a frame, from the groups of `address`; null where theirs cannot be framed safely. */
  readonly frame?: (...groups: readonly (string | undefined)[]) => string | null;
  readonly shape: FrameShape;
}

const PROVIDERS: Readonly<Record<EmbedProvider, Provider>> = {
  youtube: {
    name: 'YouTube',
    address:
      /^https:\/\/(?:(?:www|m|music)\.)?(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:[^#]*&)?v=|live\/|shorts\/|embed\/)|youtu\.be\/)([\w-]{11})(?![\w-])/,
    frame: id => `https://www.youtube-nocookie.com/embed/${id}`,
    shape: 'wide',
  },
  vimeo: {
    name: 'Vimeo',
    address:
      /^https:\/\/(?:www\.|player\.)?vimeo\.com\/(?:video\/|channels\/[\w-]+\/)?(\d{5,12})(?:\/([\da-f]+))?(?!\w)/,
    frame: (id, secret) => `https://player.vimeo.com/video/${id}?dnt=1${secret ? `&h=${secret}` : ''}`,
    shape: 'wide',
  },
  x: {
    name: 'X',
    address: /^https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/\w{1,20}\/status\/(\d{5,25})(?!\w)/,
    frame: id => `https://platform.twitter.com/embed/Tweet.html?dnt=true&id=${id}`,
    shape: 'tall',
  },
  bluesky: {
    name: 'Bluesky',
    address: /^https:\/\/bsky\.app\/profile\/([\w.:-]+)\/post\/(\w+)(?!\w)/,
    // Their frame knows accounts by their lasting id only, and that is asked for at a third party.
    frame: (account, post) =>
      account?.startsWith('did:') ? `https://embed.bsky.app/embed/${account}/app.bsky.feed.post/${post}` : null,
    shape: 'tall',
  },
  mastodon: {
    // Anybody's server may be one: a page that may frame them all may frame anything.
    name: 'Mastodon',
    address: /^https:\/\/[\w-]+(?:\.[\w-]+)+\/@\w+(?:@[\w.-]+)?\/\d{6,}(?!\w)/,
    shape: 'tall',
  },
  instagram: {
    name: 'Instagram',
    address: /^https:\/\/(?:www\.)?instagram\.com\/(?:[\w.]+\/)?(p|reel|tv)\/([\w-]+)/,
    frame: (kind, id) => `https://www.instagram.com/${kind}/${id}/embed/`,
    shape: 'tall',
  },
  tiktok: {
    name: 'TikTok',
    address: /^https:\/\/(?:www\.)?tiktok\.com\/@[\w.-]+\/video\/(\d+)(?!\w)/,
    frame: id => `https://www.tiktok.com/player/v1/${id}`,
    shape: 'tall',
  },
  spotify: {
    name: 'Spotify',
    address: /^https:\/\/open\.spotify\.com\/(?:intl-\w+\/)?(track|album|playlist|episode|show|artist)\/(\w{22})(?!\w)/,
    frame: (kind, id) => `https://open.spotify.com/embed/${kind}/${id}`,
    shape: 'low',
  },
  soundcloud: {
    name: 'SoundCloud',
    address: /^(https:\/\/(?:www\.|m\.)?soundcloud\.com\/[\w-]+\/(?:sets\/)?[\w-]+)/,
    frame: url => `https://w.soundcloud.com/player/?url=${encodeURIComponent(url ?? '')}`,
    shape: 'low',
  },
  link: { name: null, address: /^https?:\/\//i, shape: 'wide' },
};

/** Whose frames a page may hold, for its security policy: the hosts of what `frameOf` answers. */
export const FRAME_ORIGINS: readonly string[] = [
  'https://www.youtube-nocookie.com',
  'https://player.vimeo.com',
  'https://platform.twitter.com',
  'https://embed.bsky.app',
  'https://www.instagram.com',
  'https://www.tiktok.com',
  'https://open.spotify.com',
  'https://w.soundcloud.com',
];

/** Who is behind an address; `link` where nobody is known. Null for what is no address of a page. */
export function providerOf(url: string): EmbedProvider | null {
  return EMBED_PROVIDERS.find(provider => fitsProvider(provider, url)) ?? null;
}

export function fitsProvider(provider: EmbedProvider, url: string): boolean {
  return PROVIDERS[provider].address.test(url);
}

/** What is shown once a reader asks for it; null where there is only the link. */
export function frameOf(provider: EmbedProvider, url: string): EmbedFrame | null {
  const { address, frame, shape } = PROVIDERS[provider];
  const groups = address.exec(url)?.slice(1);
  const src = groups && frame?.(...groups);
  return src ? { src, shape } : null;
}

/** The provider's name, or the host of a link. */
export function providerName(provider: EmbedProvider, url: string): string {
  return PROVIDERS[provider].name ?? /^\w+:\/\/(?:www\.)?([^/?#]+)/.exec(url)?.[1] ?? url;
}
