import type { Bus, Doorbell } from './bus.ts';

/** The bus of a single node. Listeners are called in the same turn. */
export function inProcessBus(): Bus {
  const listeners = new Set<(doorbell: Doorbell) => void>();
  return {
    mayLose: false,
    ring(doorbell) {
      for (const listener of listeners) listener(doorbell);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
