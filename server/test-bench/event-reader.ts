import { once } from 'node:events';
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerMessage } from '#shared/protocol.ts';

interface StreamEvent {
  readonly id: string | null;
  readonly message: ServerMessage;
}

/** A reader of a text/event-stream as the wire sees one: its events, in order, and how it ended. */
export interface EventReader extends Disposable {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly socket: Socket;
  /** All that came so far, as it is. */
  text(): string;
  readonly events: readonly StreamEvent[];
  /** The next event that was not asked for yet; throws when the stream ended instead. */
  next(): Promise<StreamEvent>;
  /** Reads on until the change with this `seq` has come, and answers the places of all changes since the start. */
  seqsUpTo(seq: number): Promise<number[]>;
  readonly ended: Promise<'end' | 'reset'>;
}

export async function eventReader(url: string, headers: IncomingHttpHeaders = {}): Promise<EventReader> {
  const request = get(url, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const told = new EventTarget();
  const events: StreamEvent[] = [];
  let text = '';
  let taken = 0;
  let parsedTo = 0;
  let isOver = false;
  response.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    for (let end = text.indexOf('\n\n', parsedTo); end !== -1; end = text.indexOf('\n\n', parsedTo)) {
      const event = eventIn(text.slice(parsedTo, end));
      if (event !== null) events.push(event);
      parsedTo = end + 2;
    }
    told.dispatchEvent(new Event('event'));
  });
  const ended = new Promise<'end' | 'reset'>(resolve => {
    response.on('end', () => resolve('end')).on('error', () => resolve('reset'));
  }).finally(() => {
    isOver = true;
    told.dispatchEvent(new Event('event'));
  });
  // What went wrong shows in how it ended.
  request.on('error', () => {});
  const reader: EventReader = {
    ...{ status: response.statusCode ?? 0, headers: response.headers, socket: response.socket, events, ended },
    text: () => text,
    async next() {
      for (;;) {
        const event = events[taken];
        if (event !== undefined) {
          taken += 1;
          return event;
        }
        if (isOver) throw new Error(`the stream ended: ${text.slice(parsedTo)}`);
        await once(told, 'event');
      }
    },
    async seqsUpTo(seq) {
      const seqs = () => events.flatMap(({ message }) => ('seq' in message ? [message.seq] : []));
      while ((seqs().at(-1) ?? 0) < seq) await reader.next();
      return seqs();
    },
    [Symbol.dispose]: () => void request.destroy(),
  };
  return reader;
}

/** Null where it carries no data: a comment, or the time to come back. */
function eventIn(block: string): StreamEvent | null {
  const fields = new Map(block.split('\n').map(line => line.split(/: ?(.*)/s, 2) as [string, string]));
  const data = fields.get('data');
  return data === undefined ? null : { id: fields.get('id') ?? null, message: JSON.parse(data) };
}
