import { describe, expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { ServerMessage } from '#shared/protocol.ts';
import { parseMessage } from './parse-message.ts';
import { makeArticle, makeEntry } from './scenes.ts';

const EPOCH = 'epoch-0123456789';
const place = { epoch: EPOCH, seq: 3, at: 1_000 };
const clock = { now: 1_000, heartbeatMs: 25_000 };
const position = { epoch: EPOCH, seq: 3 };
const article = makeArticle();
const entry = makeEntry({ number: 1 });
const { id, number, version, publishedAt } = entry;
const retracted = { id, number, version, publishedAt, retraction: { at: publishedAt, reason: 'Wrong.' } };

const MESSAGES: readonly ServerMessage[] = [
  { type: 'ok', position, ...clock },
  { type: 'reset', snapshot: { article, entries: [entry, retracted], position, older: { before: 21 } }, ...clock },
  { type: 'reset', snapshot: { article, entries: [], position, older: null }, ...clock },
  { type: 'heartbeat', head: position, now: 5 },
  { type: 'closing', retryAfterMs: 0 },
  { type: 'article-created', ...place, article },
  { type: 'article-edited', ...place, article },
  { type: 'status-set', ...place, article },
  { type: 'summary-set', ...place, article },
  { type: 'entry-pinned', ...place, article, entry },
  { type: 'entry-unpinned', ...place, article },
  { type: 'entry-published', ...place, entry },
  { type: 'entry-edited', ...place, entry },
  { type: 'entry-retracted', ...place, entry: retracted },
];

describe('parseMessage', () => {
  it.each(MESSAGES)('reads $type as it was sent', message => {
    expect(ServerMessage.parse(message)).toEqual(message);
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });

  it('knows every type of message there is', () => {
    const types = ServerMessage.options.map(option => option.shape.type.value);
    expect(new Set(MESSAGES.map(({ type }) => type))).toEqual(new Set(types));
  });

  it('lets fields pass that it does not know', () => {
    const message = { type: 'heartbeat', head: { ...position, extra: 1 }, now: 5, mood: 'good' };
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    ['a type of later', { type: 'entry-translated', ...place, entry }],
    ['no type', { ...place, entry }],
    ['a change without its place', { type: 'entry-published', entry }],
    ['a change without its entry', { type: 'entry-published', ...place }],
    ['an entry without a body', { type: 'entry-published', ...place, entry: { ...entry, body: null } }],
    ['an entry without a number', { type: 'entry-published', ...place, entry: { ...entry, number: '1' } }],
    ['a body that is not one', { type: 'entry-edited', ...place, entry: { ...entry, body: { content: ['x'] } } }],
    ['an article without a headline', { type: 'status-set', ...place, article: { ...article, headline: null } }],
    ['a snapshot without entries', { type: 'reset', snapshot: { article, position, older: null }, ...clock }],
    ['no heartbeat to expect', { type: 'ok', position, now: 1, heartbeatMs: 0 }],
    ['a list', [1]],
    ['nothing', null],
  ])('does not pretend to understand %s', (_what, message) => {
    expect(parseMessage(JSON.stringify(message))).toEqual({ type: 'unknown' });
  });

  it('does not pretend to understand what is not JSON', () => {
    expect(parseMessage('{"type":')).toEqual({ type: 'unknown' });
  });

  it('takes a body with an unknown kind of block, which is simply not shown', () => {
    const body = { ...paragraphs(['Known.']), content: [{ type: 'poll', attrs: {} }] };
    const message = { type: 'entry-published', ...place, entry: { ...entry, body } };
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });
});
