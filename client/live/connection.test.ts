import { describe, expect, it, vi } from 'vitest';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { Connection, type ConnectionState, type Verdict } from './connection.ts';
import type { Incoming } from './parse-message.ts';
import { TableTop } from './table-top.ts';

const EPOCH = 'epoch-0123456789';
const HEARTBEAT_MS = 25_000;
const OK = { type: 'ok', position: { epoch: EPOCH, seq: 7 }, now: 1, heartbeatMs: HEARTBEAT_MS } as const;
const HEARTBEAT = { type: 'heartbeat', head: { epoch: EPOCH, seq: 7 }, now: 2 } as const;

function setUp(receive: (message: Incoming) => Verdict = () => 'unchanged') {
  const table = new TableTop();
  const states: ConnectionState[] = [];
  const onOnline = vi.fn();
  let position: Position | null = { epoch: EPOCH, seq: 7 };
  const connection = new Connection({
    article: 'eagle',
    since: () => position,
    receive,
    onState: state => states.push(state),
    onOnline,
    parts: table,
  });
  return {
    table,
    connection,
    onOnline,
    statuses: () => states.map(({ status }) => status),
    state: () => states.at(-1),
    moveTo(next: Position | null) {
      position = next;
    },
    goLive() {
      table.link.accept();
      table.link.say(OK);
      table.link.deliver();
    },
  };
}

/** How long it waits after a break, in milliseconds. */
function waitingMs({ table, state }: ReturnType<typeof setUp>): number | null {
  const now = state();
  return now?.status === 'waiting' ? now.retryAt - table.now() : null;
}

describe('connection', () => {
  it('asks for its article from the position it has, and is live when it is answered', () => {
    const scene = setUp();
    scene.goLive();
    expect(scene.table.links.map(({ transport, article, since }) => ({ transport, article, since }))).toEqual([
      { transport: 'socket', article: 'eagle', since: { epoch: EPOCH, seq: 7 } },
    ]);
    expect(scene.statuses()).toEqual(['connecting', 'live']);
  });

  it('waits longer after each failure, with full jitter, up to 20 seconds', () => {
    const scene = setUp();
    scene.table.luck = 1;
    const waits = Array.from({ length: 8 }, () => {
      scene.table.link.cut();
      const ms = waitingMs(scene) ?? 0;
      scene.table.advance(ms);
      return ms;
    });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    scene.table.luck = 0;
    scene.table.link.cut();
    expect(waitingMs(scene)).toBe(0);
  });

  it('begins to count failures anew only after the link has held for 30 seconds', () => {
    const scene = setUp();
    scene.table.luck = 1;
    const breakAfter = (heldMs: number) => {
      scene.goLive();
      scene.table.advance(heldMs);
      scene.table.link.cut();
      const ms = waitingMs(scene) ?? 0;
      scene.table.advance(ms);
      return ms;
    };
    expect([29_999, 29_999, 30_000, 29_999].map(breakAfter)).toEqual([500, 1_000, 500, 1_000]);
  });

  it('[D10] comes back when the server said, not sooner, also when the page is looked at', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.link.say({ type: 'closing', retryAfterMs: 7_000 });
    scene.table.link.deliver();
    scene.table.link.cut(CLOSE.drain);
    expect(waitingMs(scene)).toBe(7_000);
    scene.table.advance(2_000);
    scene.table.page.wake();
    expect(waitingMs(scene)).toBe(5_000);
    scene.table.advance(5_000);
    expect(scene.table.links).toHaveLength(2);
  });

  it('tells that the network is back, also where the link is sound', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.page.online();
    expect(scene.onOnline).toHaveBeenCalledOnce();
  });

  it.each([
    [CLOSE.unknownArticle, 'gone'],
    [CLOSE.badMessage, 'outdated'],
    [CLOSE.unsupportedVersion, 'outdated'],
  ])('does not come back after %i: %s', (code, status) => {
    const scene = setUp();
    scene.goLive();
    scene.table.link.cut(code);
    scene.table.page.online();
    scene.table.page.wake();
    scene.table.advance(600_000);
    expect(scene.state()).toEqual({ status });
    expect(scene.table.links).toHaveLength(1);
  });

  it('holds a link for dead that says nothing for a heartbeat and ten seconds', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.advance(30_000);
    scene.table.link.say(HEARTBEAT);
    scene.table.link.deliver();
    scene.table.advance(HEARTBEAT_MS + 9_999);
    expect(scene.state()).toEqual({ status: 'live' });
    scene.table.advance(1);
    expect(scene.state()?.status).toBe('waiting');
    expect(scene.table.link.status).toBe('closed');
  });

  it('holds a link for dead that is not answered within ten seconds, where others were', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.link.cut();
    scene.table.advance(500);
    scene.table.advance(9_999 - 250);
    expect(scene.state()).toEqual({ status: 'connecting' });
    scene.table.advance(1);
    expect(scene.table.links.map(({ transport }) => transport)).toEqual(['socket', 'socket', 'socket']);
  });

  it('looks at the age of the last byte when the page is looked at again, for timers slept', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.freeze(HEARTBEAT_MS + 9_999);
    scene.table.page.wake();
    expect(scene.table.links).toHaveLength(1);
    scene.table.freeze(1);
    scene.table.page.wake();
    expect(scene.table.links).toHaveLength(2);
    expect(scene.table.links[0]?.status).toBe('closed');
  });

  it('does not wait any longer when the page is looked at or the network is back', () => {
    const scene = setUp();
    scene.table.luck = 1;
    for (const event of ['wake', 'online'] as const) {
      scene.table.link.cut();
      scene.table.page[event]();
      scene.table.advance(0);
      expect(scene.state()).toEqual({ status: 'connecting' });
    }
  });

  it('believes in an open link after the network came back only if it has just spoken', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.page.online();
    expect(scene.table.links).toHaveLength(1);
    scene.table.advance(1_000);
    scene.table.page.online();
    expect(scene.table.links).toHaveLength(2);
  });

  it('lets go of the link while the page is left, and takes it up when the page returns', () => {
    const scene = setUp();
    scene.goLive();
    scene.table.page.sleep();
    expect(scene.table.link.status).toBe('closed');
    scene.table.advance(600_000);
    expect(scene.table.links).toHaveLength(1);
    scene.table.page.wake();
    expect(scene.statuses()).toEqual(['connecting', 'live', 'asleep', 'connecting']);
  });

  it('[D2] begins anew at once from the position it has where a message shows a gap', () => {
    const scene = setUp(message => (message.type === 'heartbeat' ? 'resume' : 'advanced'));
    scene.goLive();
    scene.moveTo({ epoch: EPOCH, seq: 9 });
    scene.table.link.say(HEARTBEAT);
    scene.table.link.deliver();
    expect(scene.table.links.map(({ status }) => status)).toEqual(['closed', 'opening']);
    expect(scene.table.link.since).toEqual({ epoch: EPOCH, seq: 9 });
  });

  it('waits before it begins anew a second time without having gained anything', () => {
    const scene = setUp(message => (message.type === 'ok' ? 'unchanged' : 'resume'));
    const showGap = () => {
      scene.goLive();
      scene.table.link.say(HEARTBEAT);
      scene.table.link.deliver();
    };
    showGap();
    expect(scene.state()).toEqual({ status: 'connecting' });
    showGap();
    expect(scene.state()?.status).toBe('waiting');
  });

  it('hears nothing more from a link it has left', () => {
    const received: string[] = [];
    const scene = setUp(({ type }) => {
      received.push(type);
      return type === 'heartbeat' ? 'resume' : 'unchanged';
    });
    scene.goLive();
    const [first] = scene.table.links;
    scene.table.link.say(HEARTBEAT, HEARTBEAT);
    scene.table.link.deliver();
    first?.cut();
    expect(received).toEqual(['ok', 'heartbeat']);
    expect(scene.state()).toEqual({ status: 'connecting' });
  });

  it('is over when it is closed', () => {
    const scene = setUp();
    scene.goLive();
    scene.connection.close();
    scene.table.advance(600_000);
    expect(scene.state()).toEqual({ status: 'closed' });
    expect(scene.table.links.map(({ status }) => status)).toEqual(['closed']);
  });
});
