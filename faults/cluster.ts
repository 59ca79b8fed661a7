import { Redis } from 'ioredis';
import pg from 'pg';
import { freePort } from '#server/test-bench/free-port.ts';
import { NO_OWN_POSTGRES, NO_OWN_REDIS } from '#server/test-bench/not-run.ts';
import { hasOwnPostgres, type OwnPostgres, ownPostgres } from '#server/test-bench/postgres-server.ts';
import { hasOwnRedis, type OwnRedis, ownRedis } from '#server/test-bench/redis-server.ts';
import { type ServerProcess, serverProcess } from '#server/test-bench/server-process.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import type { Change } from '#shared/protocol.ts';
import type { Origin } from './coverage.ts';
import { TcpProxy } from './tcp-proxy.ts';

const EDITOR = { email: 'ada@example.org', password: 'a bridge of seven piers' };
const NODES = 2;

/** Nodes of one newsroom on a PostgreSQL and a Redis of its own, behind a proxy that deals callers out among those that are up. */
export class Cluster implements Origin, AsyncDisposable {
  readonly balancer: TcpProxy;
  readonly postgres: OwnPostgres;
  readonly redis: OwnRedis;
  /** What the nodes take for Redis. */
  readonly #wireToRedis: TcpProxy;
  readonly nodes: readonly Node[];
  readonly #letGo: AsyncDisposableStack;
  #cookie = '';

  static async open(random: () => number): Promise<Cluster> {
    await using letGo = new AsyncDisposableStack();
    const postgres = needed(await ownPostgres(), NO_OWN_POSTGRES);
    letGo.defer(() => postgres.stop());
    const redis = needed(await ownRedis(await freePort()), NO_OWN_REDIS);
    letGo.defer(() => redis.stop());
    const wireToRedis = letGo.use(await TcpProxy.listen(random));
    wireToRedis.targets = [Number(new URL(redis.url).port)];
    const balancer = letGo.use(await TcpProxy.listen(random));
    const folder = letGo.use(tempDir());
    const env = {
      ...{ DATABASE_URL: postgres.url, REDIS_URL: wireToRedis.url.replace('http', 'redis') },
      ...{ ADMIN_EMAIL: EDITOR.email, ADMIN_PASSWORD: EDITOR.password, PRESSBOX_SECRET: 's'.repeat(32) },
      ...{ COMMANDS_PER_SECOND: '0', LOG_LEVEL: 'fatal' },
    };
    const nodes = Array.from({ length: NODES }, (_, n) => new Node({ dataDir: `${folder.path}/${n}`, env }));
    for (const node of nodes) letGo.defer(() => node.kill());
    const cluster = new Cluster({ balancer, postgres, redis, wireToRedis, nodes }, letGo.move());
    await Promise.all(nodes.map(node => cluster.start(node)));
    await cluster.#signIn();
    return cluster;
  }

  private constructor(
    parts: {
      readonly balancer: TcpProxy;
      readonly postgres: OwnPostgres;
      readonly redis: OwnRedis;
      readonly wireToRedis: TcpProxy;
      readonly nodes: readonly Node[];
    },
    letGo: AsyncDisposableStack,
  ) {
    this.balancer = parts.balancer;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.#wireToRedis = parts.wireToRedis;
    this.nodes = parts.nodes;
    this.#letGo = letGo;
  }

  get url(): string {
    return this.balancer.url;
  }

  /** Counted from 0, and over again. */
  node(index: number): Node {
    return this.nodes[index % this.nodes.length] as Node;
  }

  /** Of a session, which all nodes share. */
  readonly credentials = () => ({ cookie: this.#cookie });

  async log(articleId: string): Promise<readonly Change[]> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ json: string }>(
        'select json from change where article_id = $1 order by seq',
        [articleId],
      );
      return rows.map(({ json }) => JSON.parse(json) as Change);
    } finally {
      await client.end();
    }
  }

  async start(node: Node): Promise<void> {
    await node.start();
    this.#deal();
  }

  /** As a power cut would. */
  async kill(node: Node): Promise<void> {
    await node.kill();
    this.#deal();
  }

  /** As an operator does: no new callers, then SIGTERM. Answers its exit code. */
  async stop(node: Node): Promise<number | null> {
    this.balancer.targets = this.nodes.filter(other => other !== node).flatMap(({ port }) => port ?? []);
    return node.stop();
  }

  /** Nothing passes between nodes and Redis, and nobody is told, until the answer is called. */
  partitionRedis(): () => void {
    const { targets } = this.#wireToRedis;
    this.#wireToRedis.silence();
    this.#wireToRedis.targets = [];
    return () => {
      this.#wireToRedis.targets = targets;
      this.#wireToRedis.cut();
    };
  }

  async flushRedis(): Promise<void> {
    const client = new Redis(this.redis.url);
    await client.flushall();
    client.disconnect();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#letGo.disposeAsync();
  }

  #deal(): void {
    this.balancer.targets = this.nodes.flatMap(({ port }) => port ?? []);
  }

  async #signIn(): Promise<void> {
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(EDITOR),
    });
    if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map(cookie => cookie.split(';', 1)[0]);
    this.#cookie = cookies.join('; ');
  }
}

/** One server process of several, on one port however often it is started. */
export class Node {
  readonly #options: { readonly dataDir: string; readonly env: Readonly<Record<string, string>> };
  #server: ServerProcess | null = null;
  #port: string | null = null;

  constructor(options: { readonly dataDir: string; readonly env: Readonly<Record<string, string>> }) {
    this.#options = options;
  }

  /** Null while it is down. */
  get port(): number | null {
    return this.#server === null ? null : Number(this.#port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const { dataDir, env } = this.#options;
    this.#server = await serverProcess({
      dataDir,
      env: { ...env, ...(this.#port === null ? {} : { PORT: this.#port }) },
    });
    this.#port = new URL(this.#server.url).port;
  }

  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.kill();
  }

  async stop(): Promise<number | null> {
    const server = this.#server;
    this.#server = null;
    return (await server?.stop()) ?? null;
  }
}

/** Why no cluster can be had here; null where one can. */
export function clusterMissing(): string | null {
  if (!hasOwnPostgres()) return NO_OWN_POSTGRES;
  return hasOwnRedis() ? null : NO_OWN_REDIS;
}

function needed<Part>(part: Part | null, why: string): Part {
  if (part === null) throw new Error(why);
  return part;
}
