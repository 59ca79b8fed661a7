import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemHandler } from '#server/api/problem.ts';
import { sameOrigin } from './same-origin.ts';

const HOST = 'newsroom.local:3000';
let port: number;
let close: () => void;

beforeAll(async () => {
  const app = express();
  app.use(sameOrigin({ publicUrl: 'https://live.example.org' }));
  app.use((_request, response) => void response.status(204).end());
  app.use(problemHandler(pino({ level: 'silent' })));
  const server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  close = () => server.close();
});
afterAll(() => close());

test.each([
  ['a page of our own', { 'sec-fetch-site': 'same-origin', origin: `http://${HOST}` }, 204],
  ['the user alone', { 'sec-fetch-site': 'none' }, 204],
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.org' }, 403],
  ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: `http://${HOST}` }, 403],
  ['something that no browser sends', { 'sec-fetch-site': 'trust-me' }, 403],
  ['an older browser on our page', { origin: `http://${HOST}` }, 204],
  ['the same behind a proxy', { origin: 'https://live.example.org' }, 204],
  ['an older browser on another page', { origin: 'https://evil.example' }, 403],
  ['a page of our host on another port', { origin: 'http://newsroom.local:3001' }, 403],
  ['a host that begins like ours', { origin: 'https://live.example.org.evil.example' }, 403],
  ['a host that ends like ours', { origin: 'https://evil-live.example.org' }, 403],
  ['a sandboxed frame or a local file', { origin: 'null' }, 403],
  ['a program', {}, 204],
])('[S] a change asked for by %s is answered rightly', async (_case, headers, status) => {
  expect(await ask('POST', headers)).toBe(status);
  expect(await ask('DELETE', headers)).toBe(status);
});

test('[S] reading is open to every site', async () => {
  expect(await ask('GET', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toBe(204);
  expect(await ask('HEAD', { 'sec-fetch-site': 'cross-site' })).toBe(204);
});

test.each([
  ['application/json', 204],
  ['application/json; charset=utf-8', 204],
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['multipart/form-data; boundary=x', 415],
  ['', 415],
])('[S] a body of type "%s" is answered %i', async (type, status) => {
  const headers = { 'sec-fetch-site': 'same-origin', ...(type === '' ? {} : { 'content-type': type }) };

  expect(await ask('POST', headers, '{}')).toBe(status);
});

/** `fetch` may set neither Host nor Sec-Fetch-Site. */
function ask(method: string, headers: Record<string, string>, body?: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = httpRequest({ port, method, headers: { host: HOST, connection: 'close', ...headers } }, response => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  request.on('error', reject).end(body);
  return promise;
}
