import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import type { EntriesPage, Snapshot } from '#shared/protocol.ts';
import type { LiveArticleParts } from './article.ts';
import type { ConnectionParts, PageEvents, Socket, SocketEvents } from './connection.ts';

/** The browser as the outside world of a followed article. */
export function browserParts(slug: string): ConnectionParts & LiveArticleParts {
  return { openSocket, watchPage, after, now: Date.now, random: Math.random, fetchOlder: olderEntriesOf(slug) };
}

/** An article as it stands; null where there is none at this address. */
export async function fetchSnapshot(slug: string): Promise<Snapshot | null> {
  const response = await fetch(articleAddress(slug), { cache: 'no-cache' });
  if (response.status === 404) return null;
  return (await bodyOf(response)) as Snapshot;
}

function olderEntriesOf(slug: string): LiveArticleParts['fetchOlder'] {
  return async (before, freshness) => {
    const cache = freshness === 'fresh' ? 'reload' : 'default';
    const response = await fetch(`${articleAddress(slug)}/entries?before=${before}`, { cache });
    return (await bodyOf(response)) as EntriesPage;
  };
}

function articleAddress(slug: string): string {
  return `/api/articles/${encodeURIComponent(slug)}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
  return response.json();
}

function openSocket(on: SocketEvents): Socket {
  const address = new URL(SOCKET_PATH, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, SUBPROTOCOL);
  socket.onopen = () => on.open();
  socket.onmessage = event => on.message(String(event.data));
  socket.onclose = event => on.close(event.code);
  return { send: text => socket.send(text), close: () => socket.close() };
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
