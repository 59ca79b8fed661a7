import type { Logger } from 'pino';
import type { PresenceTable, ReadersByArticle } from './store/presence-table.ts';

/** How many readers there are, on all nodes together. Answers from memory: no reader waits for the store because of it. */
export interface Presence {
  readersOf(articleId: string): number;
  /** Only articles that somebody follows, by id. */
  all(): ReadonlyMap<string, number>;
  /** How many nodes are counted, this one included. */
  nodes(): number;
  close(): Promise<void>;
}

/** What this node has, as its hub tells it. */
type AudienceHere = () => readonly { readonly articleId: string; readonly readers: number }[];

/** The presence of a single node. */
export function localPresence(audience: AudienceHere): Presence {
  return {
    readersOf: articleId => audience().find(here => here.articleId === articleId)?.readers ?? 0,
    all: () => summed(audience(), []),
    nodes: () => 1,
    close: async () => {},
  };
}

/** A number of readers is this old at most, on the way to another node. */
const TELL_EVERY_MS = 3_000;
/** Told again without need, so that others know that the node lives. */
const KEEP_ALIVE_MS = 6_000;
/** A node that was not heard of for so long is not counted any more. */
const FRESH_MS = 15_000;
const FORGET_MS = 60_000;

interface SharedPresenceParts {
  readonly table: PresenceTable;
  readonly audience: AudienceHere;
  readonly nodeId: string;
  readonly log: Pick<Logger, 'warn'>;
  readonly everyMs?: number;
  readonly freshMs?: number;
}

/** The presence of a node among several. Where the store fails, the others' last numbers hold while they are fresh. */
export function sharedPresence(parts: SharedPresenceParts): Presence & { tell(): Promise<void> } {
  const { table, audience, nodeId, log, everyMs = TELL_EVERY_MS, freshMs = FRESH_MS } = parts;
  let others: readonly ReadersByArticle[] = [];
  let othersAtMs = Number.NEGATIVE_INFINITY;
  let told = '';
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let telling: Promise<void> | null = null;
  const fresh = () => (performance.now() - othersAtMs < freshMs ? others : []);

  const exchange = async () => {
    const here = Object.fromEntries(audience().map(({ articleId, readers }) => [articleId, readers]));
    const words = JSON.stringify(here);
    const nowMs = performance.now();
    if (words !== told || nowMs - toldAtMs >= KEEP_ALIVE_MS) {
      await table.write(nodeId, here);
      await table.removeOlderThan(Math.max(FORGET_MS, freshMs));
      told = words;
      toldAtMs = nowMs;
    }
    others = await table.others(nodeId, freshMs);
    othersAtMs = performance.now();
  };
  const tell = () => {
    telling ??= exchange()
      .catch(error => log.warn({ err: error }, 'the number of readers was not exchanged with other nodes'))
      .finally(() => {
        telling = null;
      });
    return telling;
  };
  const timer = setInterval(() => void tell(), everyMs).unref();
  void tell();
  return {
    readersOf: articleId => summed(audience(), fresh()).get(articleId) ?? 0,
    all: () => summed(audience(), fresh()),
    nodes: () => 1 + fresh().length,
    tell,
    async close() {
      clearInterval(timer);
      await telling;
      await table.remove(nodeId).catch(() => {});
    },
  };
}

function summed(here: ReturnType<AudienceHere>, others: readonly ReadersByArticle[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  const add = (articleId: string, readers: number) => sum.set(articleId, (sum.get(articleId) ?? 0) + readers);
  for (const { articleId, readers } of here) add(articleId, readers);
  for (const node of others) for (const [articleId, readers] of Object.entries(node)) add(articleId, readers);
  return sum;
}
