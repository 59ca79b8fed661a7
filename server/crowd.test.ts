import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { liveServer } from './test-bench/live-server.ts';
import { rawUpgrade } from './test-bench/raw-upgrade.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { runningApp } from './test-bench/running-app.ts';

const UPGRADE = [
  ...['GET /live HTTP/1.1', 'Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket'],
  ...['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''],
].join('\r\n');

it('[P] fifty at the same time get the places there are; the others are told when to come back', async () => {
  await using live = await liveServer({ limits: { readersPerAddress: 10 }, trustedProxies: 1 });
  const headers = { 'X-Forwarded-For': '203.0.113.7' };

  const crowd = await Promise.all(Array.from({ length: 50 }, () => rawUpgrade(live.port, { headers })));

  const refused = crowd.filter(({ head }) => head.startsWith('HTTP/1.1 429 Too Many Requests\r\n'));
  const admitted = crowd.filter(({ head }) => head.startsWith('HTTP/1.1 101 '));
  expect([admitted.length, refused.length, live.admission.readers]).toEqual([10, 40, 10]);
  const waits = refused.map(({ head }) => Number(/^Retry-After: (\d+)\r$/m.exec(head)?.[1]));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(10);
  expect(Math.max(...waits)).toBeLessThanOrEqual(40);
  expect(new Set(waits).size).toBeGreaterThan(5);
  expect(await Promise.all(refused.map(({ ended }) => ended))).not.toContain('reset');

  for (const { socket } of crowd) socket.destroy();
  await vi.waitUntil(() => live.admission.readers === 0);
});

it('[P] a full node answers 503, and takes the next one when a reader has left', async () => {
  await using live = await liveServer({ limits: { readers: 1 } });
  const { slug } = await live.desk.article();
  const first = readerSocket(`${live.url}?article=${slug}`);
  await first.next();
  using second = await rawUpgrade(live.port);
  expect(second.head).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\nRetry-After: \d+\r\n/);

  first.socket.close();
  await vi.waitUntil(() => live.admission.readers === 0);

  using third = await rawUpgrade(live.port);
  expect(third.head).toMatch(/^HTTP\/1\.1 101 /);
});

it('[S] a header of the reader’s own making opens no further places', async () => {
  await using live = await liveServer({ limits: { readersPerAddress: 1 }, trustedProxies: 1 });
  const through = (spoofed: string) => ({ headers: { 'X-Forwarded-For': `${spoofed}, 203.0.113.7` } });

  using first = await rawUpgrade(live.port, through('198.51.100.1'));
  using second = await rawUpgrade(live.port, through('198.51.100.2'));

  expect([first.head, second.head].map(head => head.slice(9, 12))).toEqual(['101', '429']);
});

it('[S] upgrades that come to nothing keep no place', async () => {
  await using live = await liveServer();
  for (const headers of [
    { 'Sec-WebSocket-Version': '7' },
    { 'Sec-WebSocket-Key': 'x' },
    { 'Sec-WebSocket-Protocol': ',' },
  ])
    expect((await rawUpgrade(live.port, { headers })).head).toMatch(/^HTTP\/1\.1 4/);
  await Promise.all(Array.from({ length: 20 }, () => abortedUpgrade(live.port)));
  using witness = await rawUpgrade(live.port);

  await vi.waitUntil(() => live.admission.readers === 1);
  witness.socket.resetAndDestroy();

  await vi.waitUntil(() => live.admission.readers === 0);
});

it('[P] event streams count as sockets do, until they end, and are refused as problem details', async () => {
  await using running = await runningApp({ MAX_READERS: '1' });
  const { slug } = await running.createArticle();
  const path = `/api/articles/${slug}/stream`;
  const stream = () => {
    const leaving = new AbortController();
    return fetch(`${running.url}${path}`, { signal: leaving.signal }).then(answer => ({ answer, leaving }));
  };
  const first = await stream();
  expect(first.answer.status).toBe(200);

  const { status, headers, json } = await running.ask('GET', path);

  expect(json).toMatchObject({ status: 503, code: 'node-full' });
  expect([status, headers.get('content-type')]).toEqual([503, expect.stringContaining('application/problem+json')]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(10);
  using socket = await rawUpgrade(Number(new URL(running.url).port));
  expect(socket.head).toMatch(/^HTTP\/1\.1 503 /);
  first.leaving.abort();
  await expect.poll(async () => (await leave(stream())).status).toBe(200);
});

async function leave(arriving: Promise<{ answer: Response; leaving: AbortController }>): Promise<Response> {
  const { answer, leaving } = await arriving;
  leaving.abort();
  return answer;
}

function abortedUpgrade(port: number): Promise<void> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(UPGRADE, () => socket.resetAndDestroy());
    });
    socket.on('error', () => {}).on('close', () => resolve());
  });
}
