import type { Bus, Doorbell } from './bus.ts';

/** The bus of a single node. Listeners are called in the same turn. */
export function inProcessBus(): Bus {
  const listeners = new Set<(doorbell: Doorbell) => void>();
  let rung = 0;
  return {
    mayLose: false,
    ring(doorbell) {
      rung += 1;
      for (const listener of listeners) listener(doorbell);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => ({ kind: 'in-process', isConnected: true, rung, heard: rung }),
    async close() {
      listeners.clear();
    },
  };
}
