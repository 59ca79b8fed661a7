/** How the load client reaches a server: everything in which the servers differ on the wire, as plain data. */
export interface Target {
  readonly port: number;
  /** Path and query of the upgrade; the position to start after is put behind it. */
  readonly followPath: string;
  readonly subprotocol: string | null;
  /** What tells a reader that it is connected: the upgrade, or a first message. */
  readonly greeting: 'upgrade' | 'message';
  readonly publishPath: string;
  readonly publishHeaders: Readonly<Record<string, string>>;
  /** The last change before the first publish. */
  readonly seq: number;
}

/** A server under measurement, in the process that called for it. */
export interface Peer {
  readonly target: Target;
  close(): Promise<void>;
}
