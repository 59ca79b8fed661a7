import * as z from 'zod';

/** How delivery goes, as the admin shows it. Times in milliseconds. */

const Count = z.number().int().min(0);
const Milliseconds = z.number().min(0);

/** Something is wrong that an editor should know of, and has to do or tell somebody. */
export const Trouble = z.discriminatedUnion('code', [
  /** The store does not answer: nothing can be published, and nobody new can read. */
  z.object({ code: z.literal('store-unavailable') }),
  /** The store has no space left: nothing can be published. */
  z.object({ code: z.literal('store-full') }),
  z.object({ code: z.literal('disk-low'), freeBytes: Count }),
  /** The nodes do not hear each other's bells. */
  z.object({ code: z.literal('bus-down'), kind: z.enum(['in-process', 'postgres', 'redis']) }),
  /** The node has more to do than it can. */
  z.object({ code: z.literal('node-busy'), delayMs: Milliseconds }),
  z.object({ code: z.literal('delivery-slow'), tookMs: Milliseconds }),
  z.object({ code: z.literal('readers-too-slow'), cut: Count }),
]);

const ArticleName = z.object({ slug: z.string(), headline: z.string(), language: z.string() });

/** One pass: some changes of an article that went out together. */
const Delivered = z.object({
  ...ArticleName.shape,
  publishedAt: z.number(),
  changes: Count,
  readers: Count,
  halfMs: Milliseconds,
  mostMs: Milliseconds,
  allMs: Milliseconds,
});

export const DeliveryReport = z.object({
  /** The server's clock. */
  now: z.number(),
  /** Whose readers are counted. */
  nodes: Count,
  /** On all nodes. */
  readers: Count,
  /** On the node that answers, which `passes`, `resumes` and `cuts` are of. */
  readersHere: Count,
  /** Those that somebody follows, the most read first; `more` have fewer readers than any of them. */
  articles: z.array(z.object({ ...ArticleName.shape, readers: Count })),
  moreArticles: Count,
  /** Newest first. */
  passes: z.array(Delivered),
  recentMinutes: Count,
  resumes: z.object({ memory: Count, store: Count, snapshot: Count }),
  cuts: z.object({ queue: Count, silent: Count }),
  troubles: z.array(Trouble),
});

export type Trouble = z.infer<typeof Trouble>;
export type Delivered = z.infer<typeof Delivered>;
export type DeliveryReport = z.infer<typeof DeliveryReport>;
