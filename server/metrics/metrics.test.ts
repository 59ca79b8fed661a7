import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '#server/config.ts';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { addGauges, MAX_ARTICLES, type Sources } from './gauges.ts';
import { serveMetrics } from './metrics-server.ts';

describe('the metrics', () => {
  it('tell what readers got, and how', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await running.createArticle({ slug: 'nobody-reads-this' });
    using _one = await follower(running, slug);
    using other = await follower(running, slug);

    await running.publish(id, 'Docked');
    await other.changesUpTo(2);

    await expect
      .poll(() => valuesOf(running))
      .toMatchObject({
        [`pressbox_readers{slug="${slug}"}`]: 2,
        pressbox_changes_sent_total: 1,
        pressbox_deliveries_total: 2,
        pressbox_fan_out_seconds_count: 1,
        'pressbox_publish_to_written_seconds_count{share="half"}': 1,
        'pressbox_publish_to_written_seconds_count{share="most"}': 1,
        'pressbox_publish_to_written_seconds_count{share="all"}': 1,
        'pressbox_resumes_total{kind="snapshot"}': 2,
        'pressbox_resumes_total{kind="memory"}': 0,
        'pressbox_readers_cut_total{reason="queue"}': 0,
        pressbox_bus_connected: 1,
        pressbox_bells_rung_total: 3,
        pressbox_store_up: 1,
        'pressbox_readers_refused_total{reason="node-full"}': 0,
        pressbox_nodes: 1,
      });
    expect(Object.keys(await valuesOf(running)).filter(name => name.includes('nobody-reads-this'))).toEqual([]);
  });

  it('tell what editors asked for, and what became of it', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    await running.publish(id, 'Docked');
    const refused = { commandId: 'command-1', type: 'pin-entry', entryId: 'no-such-entry' };
    await running.ask('POST', `/api/articles/${id}/commands`, { as: 'operator', body: refused });
    await running.ask('POST', '/api/session', { body: { email: 'ada@example.org', password: 'a wrong password' } });

    await expect
      .poll(() => valuesOf(running))
      .toMatchObject({
        'pressbox_commands_total{type="create-article",outcome="done"}': 1,
        'pressbox_commands_total{type="publish-entry",outcome="done"}': 1,
        'pressbox_commands_total{type="pin-entry",outcome="refused"}': 1,
        'pressbox_login_refusals_total{reason="bad-credentials"}': 1,
        'pressbox_http_request_seconds_count{method="POST",status="4xx"}': 2,
        'pressbox_store_operation_seconds_count{operation="transaction"}': expect.any(Number),
      });
  });

  it('are named and explained as Prometheus wants them, and hold nothing of anybody', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    await running.publish(id, 'the words of an entry');
    await running.ask('GET', '/api/session', { as: 'admin' });

    const text = await running.app.metrics.metrics();

    const names = [...text.matchAll(/^# HELP (\S+) (.+)$/gm)].map(([, name = '', help = '']) => ({ name, help }));
    expect(names.length).toBeGreaterThan(20);
    for (const { name, help } of names) {
      expect(name).toMatch(/^pressbox_[a-z0-9_]+$/);
      expect(help).toMatch(/^[A-Z].*\.$/);
      const type = new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(text)?.[1];
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
    expect(text).not.toMatch(/the words|example\.org|@/);
    expect(text).not.toContain(running.operatorKey);
    expect(text).not.toContain(id);
  });

  it('have no more articles than Prometheus should keep', async () => {
    const registry = new Registry();
    const audience = Array.from({ length: MAX_ARTICLES + 20 }, (_, n) => ({
      ...{ articleId: `id-${n}`, slug: `article-${n}` },
      readers: n + 1,
    }));
    addGauges(registry, { ...QUIET, audience: () => audience });

    const series = Object.entries(read(await registry.metrics())).filter(([name]) =>
      name.startsWith('pressbox_readers'),
    );

    expect(series).toHaveLength(MAX_ARTICLES + 1);
    expect(series.at(-1)).toEqual(['pressbox_readers{slug="_others"}', (20 * 21) / 2]);
  });
});

describe('the port of the metrics', () => {
  it('serves them, with those of the process, and nothing else', async () => {
    const registry = new Registry();
    addGauges(registry, QUIET);
    const server = await serveMetrics(registry, { host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close());

    const answer = await fetch(server.url);
    const text = await answer.text();

    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    for (const name of ['pressbox_nodes 1', 'process_resident_memory_bytes', 'nodejs_heap_size_used_bytes'])
      expect(text).toContain(name);
    expect((await fetch(server.url.replace('/metrics', '/'))).status).toBe(404);
  });

  it('that is taken is a reason not to start, in a sentence', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const starting = serveMetrics(new Registry(), { host: '127.0.0.1', port });

    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toThrow(`It cannot serve metrics at METRICS_HOST=127.0.0.1, METRICS_PORT=${port}:`);
  });
});

const QUIET: Sources = {
  audience: () => [],
  connections: async () => 0,
  nodes: () => 1,
  refused: () => ({}),
  refusedReads: () => ({}),
  bus: () => ({ kind: 'in-process', isConnected: true, rung: 0, heard: 0 }),
  store: () => 'well',
  loop: () => ({ typicalMs: 0, longestMs: 0 }),
  diskFreeBytes: async () => null,
};

async function follower({ url }: RunningApp, slug: string) {
  const reader = readerSocket(`${url.replace('http', 'ws')}/live`);
  reader.follow(slug);
  await reader.next();
  return reader;
}

async function valuesOf({ app }: RunningApp): Promise<Record<string, number>> {
  return read(await app.metrics.metrics());
}

function read(text: string): Record<string, number> {
  const samples = text.matchAll(/^([a-z_]+(?:\{.*\})?) (\S+)$/gm);
  return Object.fromEntries([...samples].map(([, name, value]) => [name, Number(value)]));
}
