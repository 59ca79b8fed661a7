import type { ServerMessage } from '#shared/protocol.ts';

/** What cannot be understood, because it is newer than this program or damaged: only a fresh snapshot helps. */
interface UnknownMessage {
  readonly type: 'unknown';
}

export type Incoming = ServerMessage | UnknownMessage;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a frame. The server has checked what it says against the schemas; here only the parts are checked that this program would
 * stumble over, which keeps the schema library out of the readers' pages. Unknown fields pass.
 */
export function parseMessage(text: string): Incoming {
  const message = jsonOf(text);
  return isRecord(message) && isUnderstood(message) ? (message as unknown as ServerMessage) : { type: 'unknown' };
}

function isUnderstood(message: Json): boolean {
  switch (message.type as ServerMessage['type']) {
    case 'ok':
      return isPosition(message.position) && isClock(message);
    case 'reset':
      return isSnapshot(message.snapshot) && isClock(message);
    case 'heartbeat':
      return isPosition(message.head) && isCount(message.now);
    case 'closing':
      return isCount(message.retryAfterMs);
    case 'article-created':
    case 'article-edited':
    case 'status-set':
    case 'summary-set':
    case 'entry-unpinned':
      return isPlace(message) && isArticle(message.article);
    case 'entry-pinned':
      return isPlace(message) && isArticle(message.article) && isEntry(message.entry);
    case 'entry-published':
    case 'entry-edited':
    case 'entry-retracted':
      return isPlace(message) && isEntry(message.entry);
    default:
      return false;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSnapshot(value: unknown): boolean {
  return (
    isRecord(value) &&
    isArticle(value.article) &&
    Array.isArray(value.entries) &&
    value.entries.every(isEntry) &&
    isPosition(value.position) &&
    (value.older === null || (isRecord(value.older) && isCount(value.older.before)))
  );
}

const ARTICLE_TEXTS = [
  'id',
  'slug',
  'status',
  'headline',
  'standfirst',
  'dateLine',
  'language',
  'timeZone',
  'createdAt',
];

function isArticle(value: unknown): boolean {
  return (
    isRecord(value) &&
    ARTICLE_TEXTS.every(name => typeof value[name] === 'string') &&
    isCount(value.version) &&
    isBody(value.body) &&
    Array.isArray(value.authors) &&
    Array.isArray(value.related)
  );
}

function isEntry(value: unknown): boolean {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.publishedAt !== 'string') return false;
  if (!isCount(value.number) || !isCount(value.version)) return false;
  if (value.retraction !== null) return isRecord(value.retraction) && typeof value.retraction.at === 'string';
  const lists = [value.authors, value.tags, value.edits, value.translations ?? []];
  return typeof value.language === 'string' && isBody(value.body) && lists.every(Array.isArray);
}

function isBody(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value.content) && value.content.every(isRecord);
}

function isPlace(message: Json): boolean {
  return isPosition(message) && isCount(message.at);
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && typeof value.epoch === 'string' && isCount(value.seq);
}

function isClock(message: Json): boolean {
  return isCount(message.now) && isCount(message.heartbeatMs) && message.heartbeatMs !== 0;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
