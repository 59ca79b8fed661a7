import { articleAddress } from './article-address.ts';
import type { Follow, Link, LinkEvents } from './link.ts';
import { BROKEN, closeBecause, Refused, type RefusedParts } from './refused.ts';

export interface EventStreamParts extends RefusedParts {
  get(address: string, options: RequestInit): Promise<Response>;
}

/**
 * Follows over text/event-stream. Read by `fetch`, for `EventSource` hides the status of a refusal and comes back at times of its
 * own; when to come back is the connection's business here as with sockets.
 */
export function openEventStream({ article, since }: Follow, on: LinkEvents, parts: EventStreamParts): Link {
  const stop = new AbortController();
  const { signal } = stop;
  const position = since();
  const query = position && new URLSearchParams({ epoch: position.epoch, since: String(position.seq) });

  async function run(): Promise<void> {
    const headers = { Accept: 'text/event-stream' };
    const response = await parts.get(`${articleAddress(article)}/stream?${query ?? ''}`, {
      cache: 'no-store',
      headers,
      signal,
    });
    const isStream = response.ok && response.headers.get('Content-Type')?.startsWith('text/event-stream');
    if (!isStream || !response.body) throw new Refused(response);
    const read = eventReader(data => on.message(data));
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) read(piece.value);
    on.close(BROKEN);
  }

  run().catch(async error => {
    if (signal.aborted) return;
    await closeBecause(error, on, parts);
    stop.abort();
  });
  return { close: () => stop.abort() };
}

/** Takes the data of events out of a text/event-stream that comes in pieces, cut anywhere. */
export function eventReader(onData: (data: string) => void): (piece: string) => void {
  let rest = '';
  let data: string[] = [];
  return piece => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      if (line !== '') continue;
      if (data.length > 0) onData(data.join('\n'));
      data = [];
    }
  };
}
