/** "The log of this article has grown to `seq`": a hint, never the change itself. A lost one shows in the next, or in a heartbeat. */
export interface Doorbell {
  readonly articleId: string;
  readonly seq: number;
}

/** How the bus is. Numbers are since the start; `heard` counts what came over the wire, this node's own bells included. */
export interface BusState {
  readonly kind: 'in-process' | 'postgres' | 'redis';
  readonly isConnected: boolean;
  readonly rung: number;
  readonly heard: number;
}

export interface Bus {
  /** Whether a bell may go missing between nodes, so that the store has to be looked at now and then. */
  readonly mayLose: boolean;
  ring(doorbell: Doorbell): void;
  /** Returns the way to stop listening. */
  listen(listener: (doorbell: Doorbell) => void): () => void;
  state(): BusState;
  close(): Promise<void>;
}
