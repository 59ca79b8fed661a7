import type { ReactNode } from 'react';

export function KeyIcon(): ReactNode {
  return icon('M8 1.2l1.9 4.4 4.8.4-3.7 3.1 1.2 4.7L8 11.3l-4.2 2.5L5 9.1 1.3 6l4.8-.4z');
}

export function PinIcon(): ReactNode {
  return icon('M5 1h6v1.5l-1 .8v3.2l2.5 2.3v1.4H8.7V15h-1.4v-4.8H3.5V8.8L6 6.5V3.3l-1-.8z');
}

export function UpIcon(): ReactNode {
  return icon('M8 2.2l5.4 5.4-1.2 1.2-3.3-3.3V14H7.1V5.5L3.8 8.8 2.6 7.6z');
}

export function ShareIcon(): ReactNode {
  return icon('M8 .8l3.6 3.6-1 1-1.9-1.8V10H7.3V3.6L5.4 5.4l-1-1zM2.5 7H5v1.4H3.9v5.2h8.2V8.4H11V7h2.5v8h-11z');
}

/** Always beside a word that says the same, or on a control that has a name. */
function icon(path: string): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
