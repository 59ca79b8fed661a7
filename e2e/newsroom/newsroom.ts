import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import type { Role } from '#shared/users.ts';
import { Api, type Credentials } from './api.ts';
import { Complaints } from './complaints.ts';
import { Editor } from './editor.ts';
import { Network } from './network.ts';
import { Reader } from './reader.ts';
import { type Environment, type Process, runServer, type TestServer } from './server.ts';
import { type Strictness, StrictProxy } from './strict-proxy.ts';

export interface NewsroomOptions {
  readonly browser: Browser;
  readonly process: Process;
  /** Settings of the server, over those below. */
  readonly environment: Environment;
}

/**
 * `browser: 'own'`: another browser altogether, not only another profile in the same one. A path: that browser, where what is tested
 * takes more than a page.
 */
export type Seat = BrowserContextOptions & { readonly browser?: 'shared' | 'own' | { readonly path: string } };

export type EditorSeat = Seat & { readonly name?: string; readonly role?: Role };

/** A server, its data, the network in front of it, and the people around it. Nothing of it is shared with another test. */
export class Newsroom {
  /** Signed in as the administrator. */
  readonly api = new Api(() => this.#running.url);
  readonly network: Network;
  readonly dataDir: string;
  readonly #options: NewsroomOptions;
  readonly #complaints: Complaints;
  readonly #cleanUp: (() => Promise<unknown>)[] = [];
  #server: TestServer | null = null;

  private constructor(options: NewsroomOptions, network: Network, dataDir: string) {
    this.#options = options;
    this.network = network;
    this.dataDir = dataDir;
    this.#complaints = new Complaints(network);
  }

  static async open(options: NewsroomOptions): Promise<Newsroom> {
    const network = await Network.open();
    const newsroom = new Newsroom(options, network, await mkdtemp(join(tmpdir(), 'pressbox-e2e-')));
    await newsroom.startServer();
    if (newsroom.#hasAdmin) await newsroom.api.signIn(ADMIN);
    return newsroom;
  }

  /** Where browsers find it; the same for the whole test. */
  get url(): string {
    return this.network.url;
  }

  get server(): TestServer {
    return this.#running;
  }

  get article() {
    return this.api.article.bind(this.api);
  }

  get publish() {
    return this.api.publish.bind(this.api);
  }

  /** Somebody who reads, in a profile of their own. */
  async reader(seat: Seat = {}): Promise<Reader> {
    return new Reader(await this.#page(seat));
  }

  /** Another way to the server: readers whose `baseURL` is its address have it in front of them. */
  async proxy(strictness: Strictness): Promise<StrictProxy> {
    const proxy = await StrictProxy.open(this.url, strictness);
    this.#cleanUp.push(() => proxy.close());
    return proxy;
  }

  /** Somebody who writes, with an account of their own, signed in. */
  async editor({ name = 'Edith Moss', role = 'editor', ...seat }: EditorSeat = {}): Promise<Editor> {
    const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${randomUUID().slice(0, 8)}@example.org`;
    const credentials = { email, password: `${name} writes in the morning` };
    const user = await this.api.hire({ name, role, ...credentials });
    const page = await this.#page(seat);
    const signedIn = await page.request.post('/api/session', { data: credentials });
    expect(signedIn.status(), 'signing in').toBe(200);
    return new Editor(page, { ...credentials, id: user.id });
  }

  /** Asks it to end, as an operator does; the data stay. */
  async stopServer(): Promise<void> {
    await this.#end(server => server.stop());
  }

  /** kill -9: for servers that run apart. */
  async killServer(): Promise<void> {
    await this.#end(server => server.kill());
  }

  async startServer(): Promise<void> {
    const { process, environment } = this.#options;
    this.#server = await runServer(process, { ...SETTINGS, DATA_DIR: this.dataDir, ...environment });
    this.network.leadTo(this.#server.url);
  }

  /** In this test a page rightly reports this on its console; that it does is part of the test. */
  expectComplaint(pattern: RegExp): void {
    this.#complaints.expect(pattern);
  }

  async close(): Promise<void> {
    for (const clean of this.#cleanUp.reverse()) await clean();
    await this.network.close();
    await this.#server?.stop();
    await rm(this.dataDir, { recursive: true, force: true });
    expect(this.#complaints.surprises(), 'complaints of pages').toEqual([]);
  }

  get #running(): TestServer {
    if (this.#server === null) throw new Error('The server is not running.');
    return this.#server;
  }

  get #hasAdmin(): boolean {
    return this.#options.environment.ADMIN_EMAIL !== '';
  }

  async #end(how: (server: TestServer) => Promise<void>): Promise<void> {
    const server = this.#running;
    await how(server);
    this.#server = null;
    this.network.leadTo(null);
  }

  async #page({ browser: kind = 'shared', ...seat }: Seat): Promise<Page> {
    const { browser } = this.#options;
    const settings = typeof kind === 'object' ? { executablePath: kind.path } : {};
    const own = kind === 'shared' ? null : await browser.browserType().launch(settings);
    if (own) this.#cleanUp.push(() => own.close());
    const context = await (own ?? browser).newContext({ baseURL: this.url, ...seat });
    this.#cleanUp.push(() => context.close());
    this.#complaints.listenTo(context);
    return context.newPage();
  }
}

const ADMIN: Credentials = { email: 'chief@example.org', password: 'the chief likes long walks' };

const SETTINGS: Environment = {
  PORT: '0',
  SAMPLE: 'off',
  LOG_LEVEL: 'silent',
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
};
