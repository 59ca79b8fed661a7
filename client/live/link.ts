import type { Position } from '#shared/article.ts';

/** The ways to the server. Where a network lets no WebSocket through there is an event stream, and where that is held up, polling (D13). */
export type Transport = 'socket' | Fallback;
export type Fallback = 'events' | 'polling';

/** What a link is opened for. */
export interface Follow {
  readonly article: string;
  /** Where to go on from, asked when the link begins; null asks for a snapshot. */
  since(): Position | null;
}

export interface LinkEvents {
  /** The same messages on every transport (docs/protocol.md). */
  message(text: string): void;
  close(code: number): void;
  /** The link goes on by a better transport; what comes next answers `follow` anew. */
  moved(transport: Transport): void;
}

/** One open way to the server. Nothing happens before it was opened. */
export interface Link {
  close(): void;
}
