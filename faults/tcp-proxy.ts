import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type FrameFaults, FrameMangler, NO_FRAME_FAULTS } from './frame-mangler.ts';

/** What upgrades meet: they pass, are answered 403, or are never answered. */
export type Upgrades = 'pass' | 'refuse' | 'swallow';

/** What answers to requests for an event stream meet: they pass, or are held up, as by a proxy that collects answers. */
export type Streams = 'pass' | 'hold';

export interface ProxyFigures {
  readonly links: number;
  readonly dropped: number;
  readonly repeated: number;
  readonly delayed: number;
  /** Links ended because nothing had passed for `idleMs`. */
  readonly idle: number;
}

const REFUSED = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Stands between readers or editors and the servers, at one address while servers come and go, and does to what passes whatever
 * networks do. `targets` are tried in turn.
 */
export class TcpProxy implements AsyncDisposable {
  targets: readonly number[] = [];
  frames: FrameFaults = NO_FRAME_FAULTS;
  upgrades: Upgrades = 'pass';
  streams: Streams = 'pass';
  idleMs: number | null = null;
  readonly #server: Server;
  readonly #random: () => number;
  readonly #links = new Set<Link>();
  #opened = 0;
  #figures = { dropped: 0, repeated: 0, delayed: 0, idle: 0 };

  static async listen(random: () => number): Promise<TcpProxy> {
    const proxy = new TcpProxy(random);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(random: () => number) {
    this.#random = random;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, socket => this.#open(socket));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get figures(): ProxyFigures {
    return { ...this.#figures, links: this.#links.size };
  }

  /** Ends a share of the links with a reset, both ways. Answers how many. */
  cut(share = 1): number {
    const chosen = [...this.#links].filter(() => share === 1 || this.#random() < share);
    for (const link of chosen) link.reset();
    return chosen.length;
  }

  /** Nothing passes any more on the links there are, and neither side is told: half-open connections. New ones are sound. */
  silence(): void {
    for (const link of this.#links) link.isSilent = true;
  }

  /** The same for WebSockets alone. Requests' links are cut: a browser gives up those it keeps when its network changes. */
  silenceSockets(): void {
    for (const link of this.#links) {
      if (link.isSocket) link.isSilent = true;
      else link.reset();
    }
  }

  /** Silent readers' links that the server's side still holds for sound. */
  get silent(): number {
    return [...this.#links].filter(link => link.isSilent && link.isSocket && !link.isUpstreamGone).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  async #open(client: Socket): Promise<void> {
    client.on('error', () => {});
    const target = this.targets[this.#opened++ % Math.max(1, this.targets.length)];
    const upstream = await this.#reach(target);
    if (upstream === null || client.destroyed) {
      upstream?.destroy();
      return void client.resetAndDestroy();
    }
    const link = new Link(client, upstream, {
      random: this.#random,
      rules: this,
      note: what => {
        this.#figures[what] += 1;
      },
      ended: () => void this.#links.delete(link),
    });
    this.#links.add(link);
  }

  async #reach(first: number | undefined): Promise<Socket | null> {
    const inTurn = [...this.targets.filter(port => port === first), ...this.targets.filter(port => port !== first)];
    for (const port of inTurn) {
      const upstream = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
      const isReached = await once(upstream, 'connect').then(
        () => true,
        () => false,
      );
      upstream.on('error', () => {});
      if (isReached) return upstream;
    }
    return null;
  }
}

interface LinkContext {
  readonly random: () => number;
  readonly rules: Pick<TcpProxy, 'frames' | 'upgrades' | 'streams' | 'idleMs'>;
  readonly note: (what: 'dropped' | 'repeated' | 'delayed' | 'idle') => void;
  readonly ended: () => void;
}

/** One connection through the proxy. */
class Link {
  isSilent = false;
  isUpstreamGone = false;
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #context: LinkContext;
  readonly #mangler: FrameMangler;
  #isFirst = true;
  /** What comes back is kept from the client. */
  #isHeld = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(client: Socket, upstream: Socket, context: LinkContext) {
    this.#client = client;
    this.#upstream = upstream;
    this.#context = context;
    const { random, rules, note } = context;
    this.#mangler = new FrameMangler({ random, faults: () => rules.frames, note, write: bytes => this.#down(bytes) });
    client.on('data', (chunk: Buffer) => this.#up(chunk));
    upstream.on('data', (chunk: Buffer) => {
      this.#touch();
      this.#mangler.take(chunk);
    });
    client.on('end', () => !this.isSilent && upstream.end());
    upstream.on('end', () => !this.isSilent && this.#mangler.end(() => client.end()));
    client.on('close', hadError => this.#clientGone(hadError));
    upstream.on('close', hadError => this.#upstreamGone(hadError));
    this.#touch();
  }

  /** It was upgraded. */
  get isSocket(): boolean {
    return this.#mangler.kind === 'frames';
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#upstream.resetAndDestroy();
  }

  #up(chunk: Buffer): void {
    this.#touch();
    if (this.isSilent) return;
    if (this.#isFirst && isUpgrade(chunk) && this.#context.rules.upgrades !== 'pass') return this.#refuse();
    this.#isFirst = false;
    if (this.#context.rules.streams === 'hold' && isStream(chunk)) this.#isHeld = true;
    if (this.#upstream.writable) this.#upstream.write(chunk);
  }

  #refuse(): void {
    if (this.#context.rules.upgrades === 'refuse') this.#client.end(REFUSED);
    else this.isSilent = true;
  }

  #down(bytes: Buffer): void {
    if (!this.isSilent && !this.#isHeld && this.#client.writable) this.#client.write(bytes);
    // A reader that does not read must be felt by the server.
    if (this.#client.writableNeedDrain && !this.#upstream.isPaused()) {
      this.#upstream.pause();
      this.#client.once('drain', () => this.#upstream.resume());
    }
  }

  #clientGone(hadError: boolean): void {
    if (this.isUpstreamGone) this.#ended();
    else if (this.isSilent) return;
    else if (hadError) this.#upstream.resetAndDestroy();
    else this.#upstream.destroySoon();
  }

  #upstreamGone(hadError: boolean): void {
    this.isUpstreamGone = true;
    if (this.#client.closed) this.#ended();
    if (this.isSilent) return;
    if (hadError) this.#client.resetAndDestroy();
    else this.#mangler.end(() => this.#client.destroySoon());
  }

  #ended(): void {
    clearTimeout(this.#idleTimer);
    this.#context.ended();
  }

  #touch(): void {
    const { idleMs } = this.#context.rules;
    clearTimeout(this.#idleTimer);
    if (idleMs === null) return;
    this.#idleTimer = setTimeout(() => {
      this.#context.note('idle');
      this.reset();
    }, idleMs).unref();
  }
}

function isUpgrade(chunk: Buffer): boolean {
  return /^upgrade: *websocket/im.test(chunk.toString('latin1'));
}

function isStream(chunk: Buffer): boolean {
  return /^GET \/api\/articles\/[^ ?]+\/stream/.test(chunk.toString('latin1'));
}
