import { type RefObject, useEffect, useRef } from 'react';
import type { FieldProblem } from './problems.ts';

/** Whoever sends with something wrong is taken to the first of it. */
export function useProblemFocus(frame: RefObject<HTMLElement | null>, problems: readonly FieldProblem[]): void {
  const before = useRef(0);
  useEffect(() => {
    if (problems.length > before.current) {
      frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
    before.current = problems.length;
  }, [frame, problems]);
}
