import { connect, type Socket } from 'node:net';

/** A connection without a WebSocket library: what a careless or hostile program can send, and exactly the bytes it gets. */
export interface RawUpgrade extends Disposable {
  readonly socket: Socket;
  /** Status line and headers of the answer. */
  readonly head: string;
  /** What came after them. */
  received(): Buffer;
  /** How the connection ended: `reset`, or `end` where the other side said goodbye. */
  readonly ended: Promise<'end' | 'reset'>;
}

export async function rawUpgrade(
  port: number,
  {
    path = '/live',
    headers = {},
  }: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<RawUpgrade> {
  const socket = connect(port, '127.0.0.1');
  let bytes = Buffer.alloc(0);
  const ended = new Promise<'end' | 'reset'>(resolve => {
    socket.on('error', () => resolve('reset'));
    socket.on('end', () => resolve('end'));
  });
  const lines = Object.entries({
    ...{ Host: `127.0.0.1:${port}`, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
    ...{ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Protocol': 'pressbox.v1', ...headers },
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  await new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.includes('\r\n\r\n')) resolve();
    });
    ended.then(how => reject(new Error(`${how} without an answer`)));
  });
  const bodyAt = bytes.indexOf('\r\n\r\n') + 4;
  const head = bytes.subarray(0, bodyAt).toString();
  return {
    ...{ socket, head, ended },
    received: () => bytes.subarray(bodyAt),
    [Symbol.dispose]: () => socket.destroy(),
  };
}

/** A frame as clients send it: masked, here with zeros. */
export function clientFrame(opcode: number, payload: Buffer | string = ''): Buffer {
  const body = Buffer.from(payload);
  const length =
    body.length < 126
      ? Buffer.from([0x80 | body.length])
      : Buffer.from([0x80 | 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, Buffer.alloc(4), body]);
}
