import type { ReactNode } from 'react';
import type { Confirmation as Sureness } from '#shared/article.ts';
import type { Voice } from './rich-block.tsx';

export interface ConfirmationProps {
  readonly confirmation: Sureness;
  readonly voice: Voice;
}

/** A question mark, a tick, and two arrows against each other, each in a ring. */
const SIGNS = {
  unconfirmed: 'M6 6.3a2 2 0 1 1 2.6 2C8.200 8.500 8 8.800 8 9.200M8 11.500h.01',
  confirmed: 'M5 8.300l2.100 2.100L11.200 6',
  disputed: 'M7 5.500L4.700 8 7 10.500M9 5.500L11.300 8 9 10.500',
};

/** How sure it is, in a word; the sign only helps to find it. */
export function Confirmation({ confirmation, voice: { texts, labels } }: ConfirmationProps): ReactNode {
  return (
    <span className={`confirmation confirmation-${confirmation}`} {...labels}>
      <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" strokeWidth="1.400" />
        <path d={SIGNS[confirmation]} fill="none" stroke="currentColor" strokeWidth="1.600" strokeLinecap="round" />
      </svg>{' '}
      {texts.say(`confirmation_${confirmation}`)}
    </span>
  );
}
