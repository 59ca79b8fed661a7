import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import type { ClientMessage, EntriesPage, Snapshot } from '#shared/protocol.ts';
import type { LiveArticleParts } from '../client/live/article.ts';
import type { ConnectionParts, PageEvents } from '../client/live/connection.ts';
import { Detour, ProbeSchedule } from '../client/live/detour.ts';
import { openEventStream } from '../client/live/event-stream.ts';
import type { Follow, Link, LinkEvents, Transport } from '../client/live/link.ts';
import { openPolling } from '../client/live/polling.ts';

/** What a page has around it, made of Node's parts: the client's own code runs on it as in a browser. */
export interface NodeParts extends ConnectionParts, LiveArticleParts, Disposable {
  /** What the browser tells the page: here told by hand. */
  readonly page: PageEvents;
  /** What carries the article now. */
  readonly transport: Transport;
}

const PAGE_WITHIN_MS = 5_000;
const ASK_AGAIN_MS = 200;

/** `haste`: how many times as fast as others its timers run. */
export function nodeParts(origin: string, slug: string, random: () => number, haste = 1): NodeParts {
  const sockets = new Set<WebSocket>();
  const clock = {
    now: () => performance.now(),
    random,
    after: (ms: number, act: () => void) => after(ms / haste, act),
  };
  const schedule = new ProbeSchedule(clock);
  let watching: PageEvents | null = null;
  let carrier: Transport = 'socket';

  function openSocket({ article, since }: Follow, on: LinkEvents): Link {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${SOCKET_PATH}`, SUBPROTOCOL, {
      perMessageDeflate: false,
    });
    sockets.add(socket);
    socket.on('open', () => {
      const message: ClientMessage = { type: 'follow', article, since: since() };
      socket.send(JSON.stringify(message));
    });
    socket.on('message', data => on.message(data.toString()));
    // What went wrong shows in the close code.
    socket.on('error', () => {});
    socket.on('close', code => {
      sockets.delete(socket);
      on.close(code);
    });
    return { close: () => socket.close() };
  }

  /** As client/live/browser.ts does it, but for the browser. */
  function open(transport: Transport, follow: Follow, on: LinkEvents): Link {
    const get = (path: string, options: RequestInit) => fetch(`${origin}${path}`, options);
    const sight = { isHidden: () => false, watchSight: () => () => {} };
    if (transport === 'socket') return openSocket(follow, on);
    const openOther = transport === 'events' ? openEventStream : openPolling;
    return openOther(follow, on, { ...clock, ...sight, get });
  }

  return {
    ...clock,
    get transport() {
      return carrier;
    },
    openLink(transport, follow, on) {
      carrier = transport;
      if (transport === 'socket') return openSocket(follow, on);
      const moved = (better: Transport) => {
        carrier = better;
        on.moved(better);
      };
      return new Detour(transport, follow, { ...on, moved }, { ...clock, schedule, open });
    },
    watchPage(on) {
      watching = on;
      return () => {
        watching = null;
      };
    },
    fetchOlder: (before, _freshness, signal) =>
      getJson<EntriesPage>(`${origin}${articlePath(slug)}/entries?before=${before}`, signal),
    page: {
      wake: () => watching?.wake(),
      online: () => watching?.online(),
      sleep: () => watching?.sleep(),
    },
    [Symbol.dispose]() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** The snapshot that a page begins with, asked for until it comes. */
export async function firstSnapshot(origin: string, slug: string): Promise<Snapshot> {
  for (;;) {
    const snapshot = await getJson<Snapshot>(
      `${origin}${articlePath(slug)}`,
      AbortSignal.timeout(PAGE_WITHIN_MS),
    ).catch(() => null);
    if (snapshot !== null) return snapshot;
    await pause(ASK_AGAIN_MS);
  }
}

function articlePath(slug: string): string {
  return `/api/articles/${encodeURIComponent(slug)}`;
}

async function getJson<Body>(address: string, signal: AbortSignal): Promise<Body> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${address}.`);
  return (await response.json()) as Body;
}
