import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SUBPROTOCOL } from './close-codes.ts';
import { AsOf, ClientMessage, EntryVersions, LogManifest, LogPage, ServerMessage } from './protocol.ts';

const EPOCH = 'epoch-of-this-test';

describe('the wire', () => {
  it.each([
    ['ClientMessage', ClientMessage, '8ca2775f5dcd19eb7f3359491ea801020bc7d166de9c17127aa30239b6f13114'],
    ['ServerMessage', ServerMessage, 'e9386c8e003e3f031ddef834fef2e63161e7e68c038743767041d7c9042250fe'],
    ['LogManifest', LogManifest, 'b21538988d582c476e04918bec866d1d03200ee91660d22fbfde8dc6dc1322f4'],
    ['EntryVersions', EntryVersions, '7bea12e74b9095717ea68a5df6b3c9be32f225598a80d6136956ff04d9d7ac16'],
    ['AsOf', AsOf, 'e289f7dee10adf75ac6f645f8681c99c4fde485787d4c2bafeac9db5c6fa8888'],
    ['LogPage', LogPage, '124bd29f03ef7f2ccf93b4f440aefb7266bd40e1d932a2bb0cade9f851627a0b'],
  ])('%s is what docs/protocol.md says', (name, schema, pinned) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(z.toJSONSchema(schema)))
      .digest('hex');
    expect(
      hash,
      `${name} has changed. Readers of the release before this one are still connected: they ignore new fields and reload at
      unknown kinds of change, anything else needs a new subprotocol (now ${SUBPROTOCOL}). Describe the change in
      docs/protocol.md in the same commit, then pin the new hash here.`,
    ).toBe(pinned);
  });
});

describe('a reader may say', () => {
  it.each([
    { type: 'follow', article: 'moon', since: null },
    { type: 'follow', article: 'moon', since: { epoch: EPOCH, seq: 0 } },
  ])('%j', message => {
    expect(ClientMessage.parse(message)).toEqual(message);
  });

  it('more than is known: unknown fields are ignored', () => {
    const message = { type: 'follow', article: 'moon', since: null, battery: 'low' };
    expect(ClientMessage.parse(message)).toEqual({ type: 'follow', article: 'moon', since: null });
  });

  it.each([
    null,
    [],
    'follow',
    {},
    { type: 'publish-entry' },
    { type: 'follow' },
    { type: 'follow', article: 'moon' },
    { type: 'follow', article: '../moon', since: null },
    { type: 'follow', article: ['moon'], since: null },
    { type: 'follow', article: 'moon', since: 5 },
    { type: 'follow', article: 'moon', since: { epoch: EPOCH, seq: '5' } },
    { type: 'follow', article: 'moon', since: { epoch: EPOCH, seq: 5, more: true } },
  ])('but not %j', message => {
    expect(ClientMessage.safeParse(message).success).toBe(false);
  });
});
