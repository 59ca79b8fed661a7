import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { MAX_WAITING_BYTES } from './subscriber.ts';
import { liveServer } from './test-bench/live-server.ts';
import { rawUpgrade } from './test-bench/raw-upgrade.ts';
import { readerSocket } from './test-bench/reader-socket.ts';

const LARGE_BYTES = 28_000;
/** More than the kernel of any machine takes for one connection before our queue grows. */
const MAX_PUBLISHED = 1_500;

describe('[D9] a reader that does not read', () => {
  it('is cut with a reset when a mebibyte waits for it; who reads beside it has everything', async () => {
    await using live = await liveServer();
    const { id, slug } = await live.desk.article();
    const connections: Socket[] = [];
    live.server.on('connection', socket => void connections.push(socket));
    using stuck = await rawUpgrade(live.port, { path: `/live?article=${slug}` });
    stuck.socket.pause();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();
    const [connection] = connections;
    if (connection === undefined) throw new Error('there is a connection');

    let published = 0;
    let mostWaiting = 0;
    while (!connection.destroyed && published < MAX_PUBLISHED) {
      await live.desk.publish(id, 'x'.repeat(LARGE_BYTES - (published % 7)).slice(0, 9_999));
      published += 1;
      mostWaiting = Math.max(mostWaiting, connection.writableLength);
    }
    stuck.socket.resume();

    expect(connection.destroyed).toBe(true);
    expect(await stuck.ended).toBe('reset');
    expect(mostWaiting).toBeGreaterThan(MAX_WAITING_BYTES / 2);
    expect(mostWaiting).toBeLessThanOrEqual(MAX_WAITING_BYTES + LARGE_BYTES);
    const changes = await reader.changesUpTo(published + 1);
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: published }, (_, index) => index + 2));
  });
});
