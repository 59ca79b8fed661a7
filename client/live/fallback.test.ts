import { describe, expect, it } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { Connection, type ConnectionState, type Verdict } from './connection.ts';
import type { Transport } from './link.ts';
import type { Incoming } from './parse-message.ts';
import { TableTop, type TableTopLink } from './table-top.ts';

const EPOCH = 'epoch-0123456789';
const OK = { type: 'ok', position: { epoch: EPOCH, seq: 7 }, now: 1, heartbeatMs: 25_000 } as const;
const HEARTBEAT = { type: 'heartbeat', head: { epoch: EPOCH, seq: 7 }, now: 2 } as const;
const DOUBT_MS = 2_000;
const FIRST_PROBE_MS = 5_000;

function setUp(receive: (message: Incoming) => Verdict = () => 'unchanged') {
  const table = new TableTop();
  const states: ConnectionState[] = [];
  const received: string[] = [];
  const connection = new Connection({
    article: 'eagle',
    since: () => ({ epoch: EPOCH, seq: 7 }),
    receive(message) {
      received.push(message.type);
      return receive(message);
    },
    onState: state => states.push(state),
    onOnline() {},
    parts: table,
  });
  const scene = {
    table,
    connection,
    received,
    state: () => states.at(-1)?.status,
    statuses: () => states.map(({ status }) => status),
    transports: () => table.links.map(({ transport }) => transport),
    open: () => table.links.filter(({ status }) => status !== 'closed').map(({ transport }) => transport),
    goLive(link: TableTopLink = table.link) {
      link.accept();
      link.say(OK);
      link.deliver();
    },
    /** Keeps the present link alive while time passes. */
    live(ms: number) {
      const link = table.link;
      for (let left = ms; left > 0; left -= 10_000) {
        table.advance(Math.min(left, 10_000));
        link.say(HEARTBEAT);
        link.deliver();
      }
    },
    /** The link breaks, and the next one is opened when its time has come. */
    breakOff() {
      const { length } = table.links;
      table.link.cut();
      while (table.links.length === length) table.advance(100);
    },
    /** The network answers nothing until this transport is tried. */
    silentUntil(transport: Transport) {
      while (table.link.transport !== transport) table.advance(DOUBT_MS);
    },
  };
  return scene;
}

describe('[D13] where sockets are blocked', () => {
  it('what was refused is not tried twice: the event stream comes next, then polling, after waits that grow', () => {
    const { table, transports, state } = setUp();
    table.luck = 1;
    table.link.cut();
    expect(state()).toBe('waiting');
    table.advance(500);
    table.link.cut();
    table.advance(999);
    expect(transports()).toEqual(['socket', 'events']);
    table.advance(1);
    expect(transports()).toEqual(['socket', 'events', 'polling']);
  });

  it('what is silent is given up after two seconds, and the next tried at once', () => {
    const { table, transports, open, statuses } = setUp();
    table.advance(DOUBT_MS - 1);
    expect(transports()).toEqual(['socket']);
    table.advance(1);
    expect(transports()).toEqual(['socket', 'events']);
    table.advance(DOUBT_MS);
    expect(transports()).toEqual(['socket', 'events', 'polling']);
    expect(open()).toEqual(['polling']);
    expect(new Set(statuses())).toEqual(new Set(['connecting']));
  });

  it('a reader is live over a fallback, from the position it has', () => {
    const scene = setUp();
    scene.silentUntil('polling');
    scene.goLive();
    expect(scene.state()).toBe('live');
    expect(scene.table.link).toMatchObject({ article: 'eagle', since: { epoch: EPOCH, seq: 7 } });
  });

  it('what worked is tried again when it breaks, and given up after three failures in a row', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.goLive();
    for (let failure = 1; failure <= 3; failure++) scene.breakOff();
    expect(scene.transports()).toEqual(['socket', 'events', 'events', 'events', 'polling']);
  });

  it('an event stream that falls silent gives way to polling: a proxy may collect it', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.goLive();
    scene.table.advance(25_000 + 10_000 + 500);
    expect(scene.transports().filter(transport => transport !== 'socket')).toEqual(['events', 'polling']);
  });

  it('an article that is gone is gone on every transport', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.table.link.cut(CLOSE.unknownArticle);
    scene.table.advance(600_000);
    expect(scene.state()).toBe('gone');
    expect(scene.transports()).toEqual(['socket', 'events']);
  });
});

describe('a server that is down', () => {
  it('is asked no more often for there being three transports', () => {
    const { table } = setUp();
    table.luck = 1;
    const askedAt: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      askedAt.push(table.now());
      table.link.cut();
      table.advance([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000][attempt] ?? 0);
    }
    expect(table.links).toHaveLength(9);
    expect(askedAt.map(at => at - (askedAt[0] ?? 0))).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500, 51_500]);
  });

  it('and answers nothing is tried on all transports once, then after waits', () => {
    const { table, transports, state } = setUp();
    table.luck = 1;
    table.advance(2 * DOUBT_MS + 10_000);
    expect(transports()).toEqual(['socket', 'events', 'polling']);
    expect(state()).toBe('waiting');
    table.advance(1_999);
    expect(table.links).toHaveLength(3);
  });

  it('is asked by socket more and more of the time where sockets worked', () => {
    const scene = setUp();
    scene.goLive();
    while (scene.table.links.length < 30) scene.breakOff();
    const rounds = scene.transports().join(' ').split(' events polling ');
    expect(rounds.map(round => round.split(' ').length).slice(0, 2)).toEqual([8, 16]);
  });

  it('[D10] says when to come back, which holds for every transport', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.table.link.accept();
    scene.table.link.say({ type: 'closing', retryAfterMs: 30_000 });
    scene.table.link.deliver();
    scene.table.link.cut();
    scene.table.page.wake();
    scene.table.page.online();
    scene.table.advance(29_999);
    expect(scene.table.links).toHaveLength(2);
    scene.table.advance(1);
    expect(scene.table.links).toHaveLength(3);
  });
});

describe('a fallback is left again', () => {
  it('as soon as a socket beside it is answered, and not before', () => {
    const scene = setUp();
    scene.silentUntil('events');
    const events = scene.table.link;
    scene.goLive();
    scene.table.advance(FIRST_PROBE_MS);
    expect(scene.open()).toEqual(['events', 'socket']);
    const probe = scene.table.link;
    probe.accept();
    events.say(HEARTBEAT);
    events.deliver();
    expect(scene.open()).toEqual(['events', 'socket']);
    probe.say(OK, HEARTBEAT);
    probe.deliver();
    expect(scene.open()).toEqual(['socket']);
    expect(scene.received).toEqual(['ok', 'heartbeat', 'ok', 'heartbeat']);
    expect(scene.statuses()).toEqual(['connecting', 'connecting', 'live', 'live']);
  });

  it('and then a break is a break of the socket', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.goLive();
    scene.table.advance(FIRST_PROBE_MS);
    scene.goLive();
    scene.table.link.cut();
    scene.table.advance(500);
    expect(scene.table.link.transport).toBe('socket');
  });

  it('by probes that come less and less often, at most every ten minutes, each with ten seconds to be answered', () => {
    const scene = setUp();
    scene.silentUntil('events');
    const events = scene.table.link;
    scene.goLive();
    const probedAt: number[] = [];
    const began = scene.table.now();
    for (let second = 1; second <= 3_000; second++) {
      const before = scene.table.links.length;
      scene.table.advance(1_000);
      if (scene.table.links.length > before) probedAt.push((scene.table.now() - began) / 1_000);
      events.say(HEARTBEAT);
      events.deliver();
    }
    expect(probedAt).toEqual([5, 75, 205, 455, 945, 1_555, 2_165, 2_775]);
    expect(scene.open()).toEqual(['events']);
  });

  it('from polling for an event stream too, every other time', () => {
    const scene = setUp();
    scene.silentUntil('polling');
    const polling = scene.table.link;
    scene.goLive();
    scene.table.advance(FIRST_PROBE_MS);
    expect(scene.open()).toEqual(['polling', 'socket']);
    for (let second = 0; second < 70; second++) {
      scene.table.advance(1_000);
      polling.say(HEARTBEAT);
      polling.deliver();
    }
    expect(scene.open()).toEqual(['polling', 'events']);
    scene.goLive();
    expect(scene.open()).toEqual(['events']);
  });

  it('when the network changes: then nothing is known and the socket is first', () => {
    const scene = setUp();
    scene.silentUntil('polling');
    scene.goLive();
    scene.table.page.online();
    expect(scene.open()).toEqual(['socket']);
    scene.goLive();
    expect(scene.state()).toBe('live');
  });

  it('but not for sockets that break again and again', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.goLive();
    scene.table.advance(FIRST_PROBE_MS);
    for (let failure = 1; failure <= 8; failure++) {
      scene.goLive();
      scene.breakOff();
    }
    expect(scene.table.link.transport).toBe('events');
    scene.goLive();
    scene.live(50_000);
    expect(scene.open()).toEqual(['events']);
  });

  it('a page that is left lets go of the probe too', () => {
    const scene = setUp();
    scene.silentUntil('events');
    scene.goLive();
    scene.table.advance(FIRST_PROBE_MS);
    scene.table.page.sleep();
    scene.table.advance(600_000);
    expect(scene.open()).toEqual([]);
    expect(scene.table.links).toHaveLength(3);
  });
});
