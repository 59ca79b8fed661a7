import { useEffect, useState } from 'react';
import { type Answer, reasonOf } from '../request.ts';
import { expire, useSession } from '../session/session.ts';

/** What was last heard, when (by this browser's clock), and why nothing newer was. */
export interface Refreshed<T> {
  readonly value: T | null;
  readonly at: number;
  readonly problem: string | null;
}

/**
 * Asks again every so often while the page is in view and `isOn`. What was heard stays on the screen until something newer comes.
 * `load` must be the same function from one drawing to the next.
 */
export function useRefreshed<T>(
  load: () => Promise<Answer<T>>,
  { everyMs, isOn }: { readonly everyMs: number; readonly isOn: boolean },
): Refreshed<T> {
  const [refreshed, setRefreshed] = useState<Refreshed<T>>({ value: null, at: 0, problem: null });
  const isSignedIn = useSession(session => session.status === 'present');
  useEffect(() => {
    if (!isSignedIn || !isOn) return;
    let isHere = true;
    let isAsking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      clearTimeout(timer);
      if (isAsking || document.hidden) return;
      isAsking = true;
      const answer = await load();
      isAsking = false;
      if (!isHere) return;
      if (answer.outcome === 'signed-out') expire();
      setRefreshed(before =>
        answer.outcome === 'ok'
          ? { value: answer.value, at: Date.now(), problem: null }
          : { ...before, problem: reasonOf(answer) },
      );
      timer = setTimeout(() => void ask(), everyMs);
    }
    const lookAgain = () => void ask();
    document.addEventListener('visibilitychange', lookAgain);
    void ask();
    return () => {
      isHere = false;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [load, everyMs, isOn, isSignedIn]);
  return refreshed;
}
