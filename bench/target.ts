/** How the load client reaches a server: everything in which the servers differ on the wire, as plain data. */
export interface Target {
  readonly port: number;
  /** Path and query of the upgrade; the position to start after is put behind it. */
  readonly followPath: string;
  readonly subprotocol: string | null;
  /** What tells a reader that it is connected: the upgrade, a first message, or the answer to its `40` in Engine.IO's framing. */
  readonly greeting: 'upgrade' | 'message' | 'engine-io';
  readonly publishPath: string;
  readonly publishHeaders: Readonly<Record<string, string>>;
  /** A request that costs hardly anything to answer. */
  readonly lightPath: string;
  /** The last change before the first publish. */
  readonly seq: number;
}

/** A server under measurement, in the process that called for it. */
export interface Peer {
  readonly target: Target;
  close(): Promise<void>;
}
