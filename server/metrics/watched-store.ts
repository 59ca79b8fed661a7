import { type Store, StoreError } from '#server/store/store.ts';

/** `fault`: ours, not the engine's. */
export type StoreOutcome = 'done' | StoreError['kind'] | 'fault';

export interface StoreWatch {
  /** `operation` is the name of the store's method. */
  stored(operation: string, outcome: StoreOutcome, tookMs: number): void;
}

type AsyncMethod = (...args: unknown[]) => Promise<unknown>;

/** The same store, with every call of it timed. */
export function watchedStore(store: Store, watch: StoreWatch): Store {
  const timed = new Map<PropertyKey, AsyncMethod>();
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || name === 'close') return bound(member, target);
      const known = timed.get(name) ?? timedMethod(String(name), member.bind(target), watch);
      timed.set(name, known);
      return known;
    },
  });
}

/** Private fields are to be had on the store itself only, not on what stands for it. */
function bound(member: unknown, target: Store): unknown {
  return typeof member === 'function' ? member.bind(target) : member;
}

function timedMethod(operation: string, method: AsyncMethod, watch: StoreWatch): AsyncMethod {
  return async (...args) => {
    const began = performance.now();
    try {
      const result = await method(...args);
      watch.stored(operation, 'done', performance.now() - began);
      return result;
    } catch (error) {
      watch.stored(operation, error instanceof StoreError ? error.kind : 'fault', performance.now() - began);
      throw error;
    }
  };
}
