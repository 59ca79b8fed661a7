import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Admission } from './admission.ts';
import type { Config } from './config.ts';

const NO_LIMITS = { readers: 0, readersPerAddress: 0, arrivalsPerSecond: 0, arrivalsAtOnce: 1, arrivalsPerAddress: 0 };
const ADDRESS = '203.0.113.7';

it('[P] takes as many readers as it is told to, and another one for each that leaves', () => {
  const { arrive, admission } = makeScene({ limits: { readers: 2 } });
  const [first] = [arrive(), arrive('203.0.113.8')];

  expect(arrive('203.0.113.9').refusal).toMatchObject({ status: 503, code: 'node-full' });
  first.leave();
  expect(admission.readers).toBe(1);
  expect(codes([arrive(), arrive()])).toEqual(['admitted', 'node-full']);
});

it('[P] takes as many of one address as it is told to, fifty at the same time included', () => {
  const { arrive } = makeScene({ limits: { readersPerAddress: 10 } });

  const crowd = Array.from({ length: 50 }, () => arrive());

  expect(codes(crowd).filter(code => code === 'admitted')).toHaveLength(10);
  expect(crowd.at(-1)?.refusal).toMatchObject({ status: 429, code: 'address-full' });
  expect(arrive('203.0.113.8').refusal).toBe(null);
  crowd[3]?.leave();
  expect(codes([arrive(), arrive()])).toEqual(['admitted', 'address-full']);
});

it('[P] takes so many a second of one address; the next second brings more', () => {
  const { arrive, pass } = makeScene({ limits: { arrivalsPerAddress: 2 } });

  expect(codes([arrive(), arrive(), arrive(), arrive('203.0.113.8')])).toEqual([
    ...['admitted', 'admitted', 'address-busy', 'admitted'],
  ]);
  pass(1_000);
  expect(codes([arrive(), arrive(), arrive()])).toEqual(['admitted', 'admitted', 'address-busy']);
});

it('[P] takes so many a second in all, after a crowd', () => {
  const { arrive, pass } = makeScene({ limits: { arrivalsPerSecond: 10, arrivalsAtOnce: 3 } });
  const crowd = Array.from({ length: 5 }, (_, index) => arrive(`203.0.113.${index}`));

  expect(codes(crowd)).toEqual(['admitted', 'admitted', 'admitted', 'node-busy', 'node-busy']);
  expect(crowd.at(-1)?.refusal).toMatchObject({ status: 503 });
  pass(200);
  expect(codes([arrive(), arrive(), arrive()])).toEqual(['admitted', 'admitted', 'node-busy']);
});

it('[S] whoever is over the limit of an address takes nothing from the others', () => {
  const { arrive } = makeScene({ limits: { readersPerAddress: 1, arrivalsPerSecond: 1, arrivalsAtOnce: 2 } });

  expect(codes([arrive(), arrive(), arrive(), arrive('203.0.113.8')])).toEqual([
    ...['admitted', 'address-full', 'address-full', 'admitted'],
  ]);
});

it('[S] believes a header only behind as many proxies as are trusted', () => {
  const spoofed = (index: number) => ({ 'x-forwarded-for': `198.51.100.${index}` });
  const open = makeScene({ limits: { readersPerAddress: 1 } });
  expect(codes([open.arrive(ADDRESS, spoofed(1)), open.arrive(ADDRESS, spoofed(2))])).toEqual([
    ...['admitted', 'address-full'],
  ]);

  const proxied = makeScene({ limits: { readersPerAddress: 1 }, trustedProxies: 1 });
  const through = (index: number) => ({ 'x-forwarded-for': `198.51.100.${index}, ${ADDRESS}` });
  expect(codes([proxied.arrive('10.0.0.1', through(1)), proxied.arrive('10.0.0.1', through(2))])).toEqual([
    ...['admitted', 'address-full'],
  ]);
});

it.each([
  ['on the same machine that nobody declared', '127.0.0.1', 0],
  ['in the same network that nobody declared', '::ffff:172.18.0.2', 0],
  ['that is declared and names nobody', '192.0.2.1', 1],
])('does not take a proxy %s for one reader', (_case, peer, trustedProxies) => {
  const limits = { readersPerAddress: 1, arrivalsPerAddress: 1 };
  const { arrive } = makeScene({ limits, trustedProxies });

  expect(codes([arrive(peer), arrive(peer), arrive(peer)])).toEqual(['admitted', 'admitted', 'admitted']);
});

it('counts all who come from one IPv6 subscriber', () => {
  const { arrive } = makeScene({ limits: { readersPerAddress: 1 } });

  expect(codes([arrive('2001:db8::1'), arrive('2001:db8::2'), arrive('2001:db8:0:1::1')])).toEqual([
    ...['admitted', 'address-full', 'admitted'],
  ]);
});

it('does not count who was refused', () => {
  const { arrive, admission } = makeScene({ limits: { readers: 1 } });
  arrive();

  arrive();

  expect(admission.readers).toBe(1);
});

it('tells those it refuses to come back at different times, and its operator once a minute', () => {
  const { arrive, pass, logged, admission } = makeScene({ limits: { readers: 1 } });
  arrive();

  const waits = Array.from({ length: 100 }, () => arrive().refusal?.retryAfterMs ?? Number.NaN);

  expect(new Set(waits).size).toBeGreaterThan(90);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(40_000);
  expect(admission.refused).toMatchObject({ 'node-full': 100, 'node-busy': 0 });
  expect(logged).toHaveLength(1);
  pass(60_000);
  arrive();
  expect(logged).toHaveLength(2);
});

it('has no limits where they are 0', () => {
  const { arrive, admission } = makeScene({ limits: {} });

  for (let index = 0; index < 1_000; index += 1) arrive();

  expect(admission.readers).toBe(1_000);
});

function makeScene({
  limits,
  trustedProxies = 0,
}: {
  readonly limits: Partial<Config['limits']>;
  readonly trustedProxies?: number;
}) {
  let now = 0;
  const logged: unknown[] = [];
  const admission = new Admission({
    config: { limits: { ...NO_LIMITS, ...limits }, trustedProxies },
    log: { warn: (details: unknown) => void logged.push(details) },
    clock: () => now,
  });
  const arrive = (remoteAddress = ADDRESS, headers = {}) => {
    const place = admission.admit({ socket: { remoteAddress } as Socket, headers });
    return 'leave' in place ? { refusal: null, ...place } : { refusal: place, leave() {} };
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { admission, arrive, logged, pass };
}

function codes(arrivals: readonly { readonly refusal: { readonly code: string } | null }[]): string[] {
  return arrivals.map(({ refusal }) => refusal?.code ?? 'admitted');
}
