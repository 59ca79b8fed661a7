import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ServerProcess, serverProcess } from '#server/test-bench/server-process.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import type { Change } from '#shared/protocol.ts';
import type { Origin } from './coverage.ts';
import { TcpProxy } from './tcp-proxy.ts';

export interface NewsroomOptions {
  readonly random: () => number;
  /** Where its data goes; a folder of its own where none is given. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const STORE_FILE = 'pressbox.sqlite';

/** One server process on its own data folder, behind a proxy that stays while the server is killed and started again. */
export class Newsroom implements Origin, AsyncDisposable {
  readonly proxy: TcpProxy;
  readonly dataDir: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #letGo: AsyncDisposableStack;
  #server: ServerProcess | null = null;
  #key = '';

  static async open(options: NewsroomOptions): Promise<Newsroom> {
    const newsroom = new Newsroom(options, await TcpProxy.listen(options.random));
    await newsroom.start();
    return newsroom;
  }

  private constructor({ dataDir, env = {} }: NewsroomOptions, proxy: TcpProxy) {
    this.proxy = proxy;
    this.#env = env;
    this.#letGo = new AsyncDisposableStack();
    const folder = dataDir === undefined ? this.#letGo.use(tempDir()).path : dataDir;
    this.dataDir = join(folder, 'data');
    this.#letGo.defer(() => this.kill());
    this.#letGo.use(proxy);
  }

  get url(): string {
    return this.proxy.url;
  }

  get server(): ServerProcess {
    if (this.#server === null) throw new Error('the server is not running');
    return this.#server;
  }

  get storeFile(): string {
    return join(this.dataDir, STORE_FILE);
  }

  readonly credentials = () => ({ authorization: `Bearer ${this.#key}` });

  async log(articleId: string): Promise<readonly Change[]> {
    const database = new DatabaseSync(this.storeFile, { readOnly: true });
    try {
      const rows = database.prepare('select json from change where article_id = ? order by seq').all(articleId);
      return rows.map(({ json }) => JSON.parse(String(json)) as Change);
    } finally {
      database.close();
    }
  }

  async start(): Promise<void> {
    this.#server = await serverProcess({ dataDir: this.dataDir, env: this.#env });
    this.#key = this.#server.key;
    this.proxy.targets = [Number(new URL(this.#server.url).port)];
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#server?.kill();
    this.#server = null;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#letGo.disposeAsync();
  }
}
