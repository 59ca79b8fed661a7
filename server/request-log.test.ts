import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import pino from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AnsweredRequest, note, requestLog } from './request-log.ts';
import { runningApp } from './test-bench/running-app.ts';

afterEach(() => void vi.restoreAllMocks());

describe('the log line of a request', () => {
  it('says what a command did and why one was refused, by the id that the answer carries', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    const path = `/api/articles/${id}/commands`;
    const command = { commandId: 'command-1', type: 'set-status', status: 'ended' };
    const done = await running.ask('POST', path, { as: 'operator', body: command });
    const reused = { ...command, status: 'live' };
    const refused = await running.ask('POST', path, { as: 'operator', body: reused });

    const lines = running.log
      .map(line => JSON.parse(line))
      .filter(({ msg, path: at }) => msg === 'request' && at === path);

    const common = { method: 'POST', path, command: 'set-status', articleId: id, level: 30, ms: expect.any(Number) };
    expect(lines).toMatchObject([
      { ...common, requestId: done.headers.get('x-request-id'), status: 200, seq: 2 },
      { ...common, requestId: refused.headers.get('x-request-id'), status: 422, code: 'command-id-reused' },
    ]);
  });

  it('says by the same id what failed, where it was the store', async () => {
    await using running = await runningApp();
    const { id } = await running.createArticle();
    await running.store.close();
    const body = { commandId: 'command-1', type: 'set-status', status: 'ended' };

    const { status, headers } = await running.ask('POST', `/api/articles/${id}/commands`, { as: 'operator', body });

    expect(status).toBe(503);
    const requestId = headers.get('x-request-id');
    const lines = running.log.map(line => JSON.parse(line)).filter(line => line.requestId === requestId);
    expect(lines).toMatchObject([
      { msg: 'request failed', err: { type: 'StoreError' } },
      { msg: 'request', status: 503, command: 'set-status', articleId: id, code: 'store-unavailable' },
    ]);
  });

  it('is a warning where a command was slow, and not where a page was', () => {
    expect(logged({ ms: 1_001, command: 'publish-entry' })).toMatchObject([{ level: 40, ms: 1_001 }]);
    expect(logged({ ms: 1_000, command: 'publish-entry' })).toMatchObject([{ level: 30 }]);
    expect(logged({ ms: 5_000 })).toMatchObject([{ level: 30 }]);
  });

  it('tells that the client left before the end, once', () => {
    const watched: AnsweredRequest[] = [];

    const lines = logged({ ms: 7, end: ['close'] }, request => void watched.push(request));

    expect(lines).toMatchObject([{ left: true, ms: 7 }]);
    expect(watched).toEqual([{ method: 'GET', status: 200, ms: 7, isComplete: false, noted: {} }]);
    expect(logged({ ms: 7, end: ['finish', 'close'] })).toHaveLength(1);
  });
});

interface Course {
  readonly ms: number;
  readonly command?: string;
  readonly end?: readonly ('finish' | 'close')[];
}

/** What is logged of a request that takes this course. */
function logged({ ms, command, end = ['finish'] }: Course, watch?: (request: AnsweredRequest) => void): unknown[] {
  const lines: unknown[] = [];
  const log = pino({}, { write: line => void lines.push(JSON.parse(line)) });
  const request = { method: 'GET', originalUrl: '/' } as Request;
  const response = Object.assign(new EventEmitter(), { locals: {}, statusCode: 200, set() {} }) as unknown as Response;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  requestLog(log, watch)(request, response, () => {});
  if (command !== undefined) note(response, { command });
  clock.mockReturnValue(ms);
  for (const event of end) response.emit(event);
  return lines;
}
