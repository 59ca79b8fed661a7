import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleCommand } from '#shared/commands.ts';
import type { Fetch } from './request.ts';
import { createArticle, sendCommand, type Waiting } from './send-command.ts';

type Answer = (response: ServerResponse) => void;

const server = createServer(answerNext);
let answers: Answer[] = [];
let received: { path: string | undefined; body: unknown }[] = [];
let waits: Waiting[] = [];

beforeEach(async () => {
  answers = [];
  received = [];
  waits = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const command: ArticleCommand = { type: 'set-status', commandId: 'command-1', status: 'live' };
const position = { epoch: 'epoch-of-16-chars', seq: 7 };

describe('sendCommand', () => {
  it('confirms with the server’s answer', async () => {
    answers = [json(200, { position })];
    expect(await send()).toEqual({ outcome: 'confirmed', answer: { position } });
    expect(received).toEqual([{ path: '/api/articles/article-1/commands', body: command }]);
    expect(waits).toEqual([]);
  });

  it('[D7] repeats the same command, id and all, after a cut line, a 5xx and a 429', async () => {
    answers = [cut, json(503, problem({ status: 503 })), json(429, problem({ status: 429 })), json(200, { position })];
    expect((await send()).outcome).toBe('confirmed');
    expect(received.map(({ body }) => body)).toEqual([command, command, command, command]);
    expect(waits.map(({ attempt }) => attempt)).toEqual([2, 3, 4]);
  });

  it('waits as long as the server asks for', async () => {
    answers = [json(429, problem({ status: 429 }), { 'retry-after': '9' }), json(200, { position })];
    await send();
    expect(waits).toEqual([{ attempt: 2, waitMs: 9_000, reason: 'No.' }]);
  });

  it('gives up in the end and says why', async () => {
    answers = Array.from({ length: 20 }, () => cut);
    expect(await send()).toEqual({ outcome: 'unreachable', reason: 'The server cannot be reached' });
    expect(received.length).toBe(waits.length + 1);
  });

  it('tries once where it is told to', async () => {
    answers = [cut];
    expect((await send({ attempts: 1 })).outcome).toBe('unreachable');
    expect(waits).toEqual([]);
  });

  it('passes a refusal on without asking again', async () => {
    const refusal = problem({ status: 409, code: 'stale-version', current: { id: 'x' } });
    answers = [json(409, refusal)];
    expect(await send()).toEqual({ outcome: 'refused', problem: refusal });
  });

  it('makes a refusal of an answer that is no problem document', async () => {
    answers = [response => response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>')];
    const sent = await send();
    expect(sent).toMatchObject({ outcome: 'refused', problem: { status: 403, code: 'unknown' } });
  });

  it('tells a session that has ended from everything else', async () => {
    answers = [json(401, problem({ status: 401, code: 'signed-out' }))];
    expect(await send()).toEqual({ outcome: 'signed-out' });
  });

  it('does not take a stranger’s page for a confirmation', async () => {
    answers = [
      response => response.writeHead(200, { 'content-type': 'text/html' }).end('Welcome to the hotel’s network'),
    ];
    expect((await send({ attempts: 1 })).outcome).toBe('unreachable');
  });
});

describe('createArticle', () => {
  it('posts the fields flat and gives the new address', async () => {
    answers = [json(201, { id: 'article-9', slug: 'a-day', position })];
    const create = {
      type: 'create-article',
      commandId: 'command-2',
      status: 'live',
      article: { headline: 'A day' },
    } as const;
    expect(await createArticle(create, { fetch: local })).toEqual({
      outcome: 'confirmed',
      answer: { id: 'article-9', slug: 'a-day', position },
    });
    expect(received).toEqual([
      { path: '/api/articles', body: { commandId: 'command-2', status: 'live', headline: 'A day' } },
    ]);
  });
});

function send(more: { attempts?: number } = {}) {
  return sendCommand('article-1', command, {
    ...more,
    fetch: local,
    wait: async () => {},
    onWaiting: waiting => waits.push(waiting),
  });
}

const local: Fetch = (path, init) => {
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, init);
};

async function answerNext(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({ path: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) });
  const answer = answers.shift();
  if (answer) answer(response);
  else response.destroy();
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return response =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function cut(response: ServerResponse): void {
  response.destroy();
}

function problem(fields: { status: number; code?: string; current?: unknown }) {
  return { title: 'Problem', code: 'some-code', detail: 'No.', ...fields };
}
