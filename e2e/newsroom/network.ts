import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

interface Line {
  readonly browser: Socket;
  readonly server: Socket;
}

/** An answer that is to get lost: the first one to a request with these words in it. */
interface Loss {
  readonly words: string;
  readonly afterwards: 'open' | 'cut';
  readonly happened: () => void;
}

/**
 * The line between the browsers and the server. A test can cut it, hold it up, slow it down, lose an answer, and mend it. It keeps
 * its port whatever becomes of the server behind it, and knows bytes only.
 */
export class Network {
  readonly #listener: Server;
  readonly #lines = new Set<Line>();
  #serverPort: number | null = null;
  #isCut = false;
  #isHeld = false;
  #delayMs = 0;
  #letGo = () => {};
  #open: Promise<void> = Promise.resolve();
  #loss: Loss | null = null;
  /** Whether browsers had any reason to complain of it. */
  hasFailed = false;

  private constructor(listener: Server) {
    this.#listener = listener;
    listener.on('connection', socket => this.#carry(socket));
  }

  static open(): Promise<Network> {
    return new Promise(resolve => {
      const listener = createServer();
      listener.listen(0, '127.0.0.1', () => resolve(new Network(listener)));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** Where the line leads; null: nobody is there, which browsers notice as connections that are reset. */
  leadTo(serverUrl: string | null): void {
    this.#serverPort = serverUrl === null ? null : Number(new URL(serverUrl).port);
    if (serverUrl === null) this.#resetAll();
  }

  /** Resets every connection and all that are tried from now on. */
  cut(): void {
    this.#isCut = true;
    this.#resetAll();
  }

  /** Connections stay, but nothing gets through, either way, until it is mended. */
  hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#open = new Promise(resolve => {
      this.#letGo = resolve;
    });
  }

  /** Everything takes this much longer, each way. */
  slowDown(ms: number): void {
    this.#delayMs = ms;
  }

  mend(): void {
    this.#isCut = false;
    this.#isHeld = false;
    this.#delayMs = 0;
    this.#letGo();
  }

  /**
   * The next request with these words in it is carried out, and its answer lost with the connection. Resolves when that happened.
   * Browsers may repeat such a request by themselves, at once; `afterwards: 'cut'` leaves them no line to do it on.
   */
  loseAnswerTo(
    words: string,
    { afterwards = 'open' }: { readonly afterwards?: Loss['afterwards'] } = {},
  ): Promise<void> {
    return new Promise(resolve => {
      this.#loss = { words, afterwards, happened: resolve };
    });
  }

  async close(): Promise<void> {
    this.mend();
    this.#resetAll();
    await new Promise(resolve => this.#listener.close(resolve));
  }

  #carry(browser: Socket): void {
    browser.on('error', () => {});
    if (this.#isCut || this.#serverPort === null) return this.#refuse(browser);
    const server = connect(this.#serverPort, '127.0.0.1');
    const line = { browser, server };
    this.#lines.add(line);
    server.on('error', () => this.#reset(line));
    browser.on('error', () => this.#reset(line));
    for (const socket of [browser, server]) socket.setNoDelay(true).on('close', () => this.#lines.delete(line));
    let asked = '';
    const upwards = this.#stage(chunk => {
      asked = (asked + chunk.toString('latin1')).slice(-4_096 - chunk.length);
      return chunk;
    });
    const downwards = this.#stage(chunk => {
      const isLost = this.#loss !== null && asked.includes(this.#loss.words);
      asked = '';
      if (!isLost) return chunk;
      this.#lose(line);
      return null;
    });
    browser.pipe(upwards).pipe(server);
    server.pipe(downwards).pipe(browser);
  }

  #stage(pass: (chunk: Buffer) => Buffer | null): Transform {
    const stage = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const passed = pass(chunk);
        void this.#passage().then(() => done(null, passed));
      },
    });
    return stage.on('error', () => {});
  }

  async #passage(): Promise<void> {
    await this.#open;
    if (this.#delayMs > 0) await pause(this.#delayMs);
  }

  #lose(line: Line): void {
    const { afterwards, happened } = this.#loss as Loss;
    this.#loss = null;
    if (afterwards === 'cut') this.cut();
    else this.#reset(line);
    happened();
  }

  #resetAll(): void {
    for (const line of this.#lines) this.#reset(line);
  }

  #reset(line: Line): void {
    this.#lines.delete(line);
    this.#refuse(line.browser);
    line.server.destroy();
  }

  #refuse(browser: Socket): void {
    this.hasFailed = true;
    browser.resetAndDestroy();
  }
}
