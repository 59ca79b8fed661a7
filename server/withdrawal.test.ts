import { expect, it } from 'vitest';
import { liveServer } from './test-bench/live-server.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { answerOf } from './test-bench/writing-desk.ts';

it('[D11] who comes back after a withdrawal is not told what was withdrawn', async () => {
  await using live = await liveServer();
  const { id, slug, position } = await live.desk.article();
  using open = readerSocket(live.url);
  open.follow(slug);
  await open.next();
  const { entryId } = answerOf(await live.desk.publish(id, 'a canary that nobody may find'));
  await open.changesUpTo(2);
  await live.desk.send(id, { type: 'pin-entry', entryId });
  const before = await open.changesUpTo(3);

  await live.desk.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' });

  using fresh = readerSocket(live.url);
  fresh.follow(slug);
  using back = readerSocket(live.url);
  back.follow(slug, position);
  await fresh.next();
  await back.changesUpTo(5);
  expect(JSON.stringify(before)).toContain('canary');
  expect(JSON.stringify([fresh.received, back.received])).not.toContain('canary');
});

it('[D11] whoever joins after the answer to a withdrawal, wherever from, never receives the text', async () => {
  await using live = await liveServer();
  const { id, slug, position } = await live.desk.article();
  using open = readerSocket(live.url);
  open.follow(slug);
  await open.next();

  for (let round = 0; round < 30; round++) {
    const { entryId } = answerOf(await live.desk.publish(id, `canary ${round}`));
    const others = Array.from({ length: round % 3 }, (_, n) => live.desk.publish(id, `Entry ${round}.${n}`));
    const retraction = { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' };
    const { position: head } = answerOf(await live.desk.send(id, retraction));
    const sinces = [
      null,
      position,
      { ...head, seq: head.seq - 1 - (round % 3) },
      { ...head, seq: Math.max(1, head.seq - 20) },
    ];
    const readers = sinces.map(since => {
      const reader = readerSocket(live.url);
      reader.follow(slug, since);
      return reader;
    });
    await Promise.all(others);
    for (const reader of readers) {
      await reader.next();
      const last = reader.received[0];
      if (last?.type === 'ok') await reader.changesUpTo(last.position.seq);
      expect(JSON.stringify(reader.received)).not.toContain('canary');
      reader.socket.terminate();
    }
  }
});
