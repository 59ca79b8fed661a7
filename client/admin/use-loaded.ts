import { useCallback, useEffect, useState } from 'react';
import { type Answer, reasonOf } from './request.ts';
import { expire, useSession } from './session/session.ts';

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly reason: string };

/** What a screen shows, and how to ask for it anew. `load` must be the same function from one drawing to the next. */
export function useLoaded<T>(load: () => Promise<Answer<T>>): {
  readonly loaded: Loaded<T>;
  readonly reload: () => void;
} {
  const [loaded, setLoaded] = useState<Loaded<T>>({ status: 'loading' });
  const [round, setRound] = useState(0);
  const sessionStatus = useSession(session => session.status);
  const reload = useCallback(() => setRound(before => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round and a new session ask again
  useEffect(() => {
    if (sessionStatus !== 'present') return;
    let isHere = true;
    void load().then(answer => {
      if (!isHere) return;
      if (answer.outcome === 'signed-out') expire();
      setLoaded(
        answer.outcome === 'ok'
          ? { status: 'ready', value: answer.value }
          : { status: 'failed', reason: reasonOf(answer) },
      );
    });
    return () => {
      isHere = false;
    };
  }, [load, round, sessionStatus]);
  return { loaded, reload };
}
