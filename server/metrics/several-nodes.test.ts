import { expect, it, onTestFinished } from 'vitest';
import { NO_OWN_POSTGRES } from '#server/test-bench/not-run.ts';
import { ownPostgres } from '#server/test-bench/postgres-server.ts';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { type ServerProcess, serverProcess } from '#server/test-bench/server-process.ts';
import { tempDir } from '#server/test-bench/temp-dir.ts';
import { DeliveryReport } from '#shared/delivery.ts';

const PATIENTLY = { timeout: 15_000 };

it('readers are counted on all nodes, and a node whose store goes away says so while it serves on', async ({
  skip,
}) => {
  const postgres = await ownPostgres();
  if (postgres === null) return skip(NO_OWN_POSTGRES);
  onTestFinished(() => postgres.stop());
  await using one = await node(postgres.url);
  await using other = await node(postgres.url);
  const { slug } = await createArticle(one);
  const readers = [one, one, other].map(({ url }) => readerSocket(`${url.replace('http', 'ws')}/live`));
  onTestFinished(() => {
    for (const reader of readers) reader[Symbol.dispose]();
  });
  for (const reader of readers) {
    reader.follow(slug);
    await reader.next();
  }

  await expect
    .poll(() => reportOf(other), PATIENTLY)
    .toMatchObject({
      ...{ nodes: 2, readers: 3, readersHere: 1, troubles: [] },
      articles: [{ slug, readers: 3 }],
    });
  expect(await ready(one)).toEqual([200, { status: 'ready' }]);

  await postgres.stop();

  await expect
    .poll(() => reportOf(one), PATIENTLY)
    .toMatchObject({
      readersHere: 2,
      troubles: [{ code: 'store-unavailable' }, { code: 'bus-down', kind: 'postgres' }],
    });
  expect(await ready(one)).toEqual([503, { status: 'not ready', reason: 'store' }]);
  expect(await metricsOf(one)).toMatch(/^pressbox_store_up 0$/m);
  expect(readers.map(({ socket }) => socket.readyState)).toEqual(Array(3).fill(WebSocket.OPEN));
}, 60_000);

type Node = ServerProcess & { readonly metricsUrl: string };

async function node(databaseUrl: string): Promise<Node> {
  const folder = tempDir();
  onTestFinished(() => folder[Symbol.dispose]());
  const env = { DATABASE_URL: databaseUrl, PRESSBOX_SECRET: 's'.repeat(32), METRICS_PORT: '0', LOG_LEVEL: 'silent' };
  const server = await serverProcess({ dataDir: folder.path, env });
  await expect.poll(() => server.said()).toContain('/metrics');
  const metricsUrl = /Metrics are at (\S+)/.exec(server.said())?.[1] ?? '';
  return { ...server, metricsUrl };
}

function asOperator({ ownUrl, key }: Node, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return fetch(`${ownUrl}${path}`, { ...init, headers });
}

async function createArticle(on: Node): Promise<{ slug: string }> {
  const body = JSON.stringify({ headline: 'The Eagle has landed', status: 'live' });
  return (await asOperator(on, '/api/articles', { method: 'POST', body })).json() as Promise<{ slug: string }>;
}

async function reportOf(on: Node): Promise<DeliveryReport> {
  return DeliveryReport.parse(await (await asOperator(on, '/api/delivery')).json());
}

async function ready({ ownUrl }: Node): Promise<[number, unknown]> {
  const response = await fetch(`${ownUrl}/readyz`);
  return [response.status, await response.json()];
}

async function metricsOf({ metricsUrl }: Node): Promise<string> {
  return (await fetch(metricsUrl)).text();
}
