import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy does to what it does not understand. `swallow`: nothing comes back, ever. `collect`: no byte before the last one. */
export interface Strictness {
  readonly upgrades: 'pass' | 'swallow' | { readonly status: number };
  readonly streams: 'pass' | 'collect';
}

/** A proxy between readers and the server as there are in offices, on trains and in virus scanners. It can be opened at any time. */
export class StrictProxy {
  readonly #listener: Server;
  readonly #target: { readonly hostname: string; readonly port: string };
  readonly #tunnels = new Set<Duplex>();
  #strictness: Strictness;
  /** Event streams that are under way. */
  streams = 0;
  /** Looks at the log that came through. */
  polls = 0;

  private constructor(listener: Server, target: URL, strictness: Strictness) {
    this.#listener = listener;
    this.#target = target;
    this.#strictness = strictness;
    listener.on('request', (asked, answer) => this.#carry(asked, answer));
    listener.on('upgrade', (asked, socket, head) => this.#upgrade(asked, socket, head));
  }

  static open(target: string, strictness: Strictness): Promise<StrictProxy> {
    return new Promise(resolve => {
      const listener = createServer();
      const proxy = new StrictProxy(listener, new URL(target), strictness);
      listener.listen(0, '127.0.0.1', () => resolve(proxy));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** From now on everything passes. */
  letThrough(): void {
    this.#strictness = { upgrades: 'pass', streams: 'pass' };
  }

  async close(): Promise<void> {
    for (const socket of this.#tunnels) socket.destroy();
    this.#listener.closeAllConnections();
    await new Promise(resolve => this.#listener.close(resolve));
  }

  #carry(asked: IncomingMessage, answer: ServerResponse): void {
    if (asked.url?.endsWith('/log')) this.polls += 1;
    const { method, url, headers } = asked;
    const { hostname, port } = this.#target;
    const onward = request({ hostname, port, method, path: url, headers, agent: false }, answered => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      if (answered.headers['content-type'] === 'text/event-stream') this.#stream(answered, answer);
      else answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  #stream(answered: IncomingMessage, answer: ServerResponse): void {
    this.streams += 1;
    answer.on('close', () => {
      this.streams -= 1;
    });
    answer.flushHeaders();
    if (this.#strictness.streams === 'pass') return void answered.pipe(answer);
    const kept: Buffer[] = [];
    answered.on('data', (piece: Buffer) => kept.push(piece)).on('end', () => answer.end(Buffer.concat(kept)));
  }

  #upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { upgrades } = this.#strictness;
    this.#tunnels.add(socket);
    socket.on('error', () => {}).on('close', () => this.#tunnels.delete(socket));
    if (upgrades === 'pass') this.#tunnel(asked, socket, head);
    else if (upgrades !== 'swallow')
      socket.end(`HTTP/1.1 ${upgrades.status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  #tunnel({ url, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onward: Socket = connect(Number(this.#target.port), this.#target.hostname);
    const headers = rawHeaders.map((text, n) => text + (n % 2 === 0 ? ': ' : '\r\n')).join('');
    onward.write(`GET ${url} HTTP/1.1\r\n${headers}\r\n`);
    onward.write(head);
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    onward.pipe(socket).pipe(onward);
  }
}
