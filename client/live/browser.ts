import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import type { EntriesPage, Snapshot } from '#shared/protocol.ts';
import type { LiveArticleParts } from './article.ts';
import { articleAddress } from './article-address.ts';
import type { ConnectionParts, PageEvents } from './connection.ts';
import type { Fallback, Follow, Link, LinkEvents, Transport } from './link.ts';

const clock = { after, now: Date.now, random: Math.random };

/** The browser as the outside world of a followed article. */
export function browserParts(slug: string): ConnectionParts & LiveArticleParts {
  return { ...clock, openLink, watchPage, fetchOlder: olderEntriesOf(slug) };
}

/** An article as it stands; null where there is none at this address. */
export async function fetchSnapshot(slug: string): Promise<Snapshot | null> {
  const response = await fetch(articleAddress(slug), { cache: 'no-cache' });
  if (response.status === 404) return null;
  return (await bodyOf(response)) as Snapshot;
}

function olderEntriesOf(slug: string): LiveArticleParts['fetchOlder'] {
  return async (before, freshness, signal) => {
    const cache = freshness === 'fresh' ? 'reload' : 'default';
    const response = await fetch(`${articleAddress(slug)}/entries?before=${before}`, { cache, signal });
    return (await bodyOf(response)) as EntriesPage;
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
  return response.json();
}

function openLink(transport: Transport, follow: Follow, on: LinkEvents): Link {
  return transport === 'socket' ? openSocket(follow, on) : openFallback(transport, follow, on);
}

/** What is followed stands in the address: so the answer leaves the server together with that to the upgrade. */
function openSocket({ article, since }: Follow, on: LinkEvents): Link {
  const position = since();
  const place = position === null ? {} : { epoch: position.epoch, since: String(position.seq) };
  const address = new URL(`${SOCKET_PATH}?${new URLSearchParams({ article, ...place })}`, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, SUBPROTOCOL);
  socket.onmessage = event => on.message(String(event.data));
  socket.onclose = event => on.close(event.code);
  return socket;
}

/** Few readers need them, so they are loaded when they are; where that fails, sockets have to do. */
function openFallback(transport: Fallback, follow: Follow, on: LinkEvents): Link {
  let isClosed = false;
  let link: Link | null = null;
  import('./fallbacks.ts').then(
    fallbacks => {
      if (!isClosed) link = fallbacks.openFallback(transport, follow, on, { ...clock, openSocket });
    },
    () => {
      if (!isClosed) link = openSocket(follow, on);
    },
  );
  return {
    close() {
      isClosed = true;
      link?.close();
    },
  };
}

/** Starts a timer; the answer stops it. */
export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

function watchPage(on: PageEvents): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && on.wake(), { signal });
  addEventListener('pageshow', () => on.wake(), { signal });
  addEventListener('pagehide', () => on.sleep(), { signal });
  addEventListener('online', () => on.online(), { signal });
  return () => stop.abort();
}
