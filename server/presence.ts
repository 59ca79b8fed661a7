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

/** What this node has: its hub. */
interface AudienceHere {
  audience(): readonly { readonly articleId: string; readonly readers: number }[];
  readersOf(articleId: string): number;
}

/** The presence of a single node. */
export function localPresence(here: AudienceHere): Presence {
  return {
    readersOf: articleId => here.readersOf(articleId),
    all: () => summed(pairsOf(here)),
    nodes: () => 1,
    close: async () => {},
  };
}

/** A number of readers is this old at most, on the way to another node. */
const TELL_EVERY_MS = 3_000;
/** Told again without need, so that others know that the node lives. */
const KEEP_ALIVE_MS = 6_000;
/** A node that was not heard of for so long is not counted any more. */
export const FRESH_MS = 15_000;
const FORGET_MS = 60_000;

interface SharedPresenceParts {
  readonly table: PresenceTable;
  readonly here: AudienceHere;
  readonly nodeId: string;
  readonly log: Pick<Logger, 'warn'>;
  readonly everyMs?: number;
  readonly freshMs?: number;
}

/** The presence of a node among several. Where the store fails, the others' last numbers hold while they are fresh. */
export function sharedPresence(parts: SharedPresenceParts): Presence & { tell(): Promise<void> } {
  const { table, here, nodeId, log, everyMs = TELL_EVERY_MS, freshMs = FRESH_MS } = parts;
  let others = NOBODY;
  let othersAtMs = Number.NEGATIVE_INFINITY;
  let told = '';
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let telling: Promise<void> | null = null;
  const fresh = () => (performance.now() - othersAtMs < freshMs ? others : NOBODY);

  const exchange = async () => {
    const mine = Object.fromEntries(pairsOf(here));
    const words = JSON.stringify(mine);
    const nowMs = performance.now();
    if (words !== told || nowMs - toldAtMs >= KEEP_ALIVE_MS) {
      await table.write(nodeId, mine);
      await table.removeOlderThan(Math.max(FORGET_MS, freshMs));
      told = words;
      toldAtMs = nowMs;
    }
    others = together(await table.others(nodeId, freshMs));
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
    readersOf: articleId => here.readersOf(articleId) + (fresh().readers.get(articleId) ?? 0),
    all: () => summed([...pairsOf(here), ...fresh().readers]),
    nodes: () => 1 + fresh().nodes,
    tell,
    async close() {
      clearInterval(timer);
      await telling;
      await table.remove(nodeId).catch(() => {});
    },
  };
}

/** Other nodes, and their readers by article: counted when they are heard of, not whenever somebody asks. */
interface Others {
  readonly nodes: number;
  readonly readers: ReadonlyMap<string, number>;
}

const NOBODY: Others = { nodes: 0, readers: new Map() };

function together(nodes: readonly ReadersByArticle[]): Others {
  return { nodes: nodes.length, readers: summed(nodes.flatMap(node => Object.entries(node))) };
}

function pairsOf(here: AudienceHere): [string, number][] {
  return here.audience().map(({ articleId, readers }) => [articleId, readers]);
}

function summed(pairs: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const [articleId, readers] of pairs) sum.set(articleId, (sum.get(articleId) ?? 0) + readers);
  return sum;
}
