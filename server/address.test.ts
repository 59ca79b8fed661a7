import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { addressKey, readerAddress } from './address.ts';

describe('the address of a reader', () => {
  it.each([
    ['1', '203.0.113.7'],
    ['1', '198.51.100.1, 203.0.113.7'],
    ['2', '198.51.100.1,203.0.113.7 , 192.0.2.1'],
    ['3', '203.0.113.7, 192.0.2.1'],
    ['1', ' , 203.0.113.7,,'],
    ['10', 'unknown, 203.0.113.7:4711'],
    ['0', '203.0.113.7'],
  ])('[S] is the one that Express tells, behind %s trusted proxies that forward "%s"', async (trusted, forwarded) => {
    const app = express().set('trust proxy', Number(trusted));
    app.get('/', (request, response) => void response.json([request.ip, readerAddress(request, Number(trusted))]));
    const listening = app.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-for': forwarded } });
    const [expressTells, address] = (await answer.json()) as [string, string | null];
    listening.close();

    expect(address ?? '127.0.0.1').toBe(expressTells);
  });

  it('[S] is the socket’s own where no proxy is trusted, whatever the header says', () => {
    expect(readerAddress(requestFrom('203.0.113.7', '198.51.100.1'), 0)).toBe('203.0.113.7');
  });

  it.each([
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.18.0.2',
    '192.168.1.1',
    '100.64.0.1',
    'fd00::1',
    'fe80::1',
  ])('is not known where nobody declared a proxy and %s may be one', peer => {
    expect(readerAddress(requestFrom(peer, '203.0.113.7'), 0)).toBe(null);
  });

  it.each(['203.0.113.7', '172.32.0.1', '100.128.0.1', '110.0.0.1', '2001:db8::1', 'fec0::1'])(
    'is known where %s comes by itself',
    peer => {
      expect(readerAddress(requestFrom(peer), 0)).toBe(peer);
    },
  );

  it('is not known where a trusted proxy names nobody', () => {
    expect(readerAddress(requestFrom('203.0.113.7'), 1)).toBe(null);
    expect(readerAddress(requestFrom('203.0.113.7', ''), 1)).toBe(null);
  });

  it('may be a private one where a trusted proxy says so', () => {
    expect(readerAddress(requestFrom('127.0.0.1', '10.0.0.7'), 1)).toBe('10.0.0.7');
  });
});

describe('[S] counted as one', () => {
  it.each([
    ['the addresses of one IPv6 subscriber', ['2001:db8:0:1::1', '2001:db8:0:1:ffff:ffff:ffff:ffff']],
    ['the spellings of IPv6', ['2001:db8::1:0:0:0:5', '2001:0DB8:0000:0001:0:0:0:5', '[2001:db8:0:1::5]:443']],
    ['zones of one link', ['fe80::1', 'fe80::1%eth0']],
    [
      'IPv4 in all its forms',
      ['192.0.2.1', '192.0.2.1:4711', '::ffff:192.0.2.1', '::ffff:c000:201', '0:0:0:0:0:ffff:192.0.2.1'],
    ],
  ])('%s', (_case, addresses) => {
    expect(new Set(addresses.map(addressKey)).size).toBe(1);
  });

  it.each([
    ['IPv6 subscribers', ['2001:db8:0:1::1', '2001:db8:0:2::1', '2001:db8::1', '::1', '64:ff9b::192.0.2.1']],
    ['IPv4 addresses', ['192.0.2.1', '192.0.2.2', '::ffff:192.0.2.3', '::ffff:c000:204']],
    ['names that a proxy made up', ['unknown', '_hidden', '']],
  ])('not %s that differ', (_case, addresses) => {
    expect(new Set(addresses.map(addressKey)).size).toBe(addresses.length);
  });

  it('is short, whatever came', () => {
    expect(addressKey('x'.repeat(10_000))).toHaveLength(64);
    expect(addressKey('1:2:3:4:5:6:7:8')).toBe('1:2:3:4');
  });
});

function requestFrom(remoteAddress: string, forwarded?: string) {
  return {
    socket: { remoteAddress } as Socket,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  };
}
