import type { ReactNode } from 'react';

/** Drawn on a grid of 16, in lines. */
const PATHS = {
  bold: 'M5 3h4a2.5 2.5 0 0 1 0 5H5zM5 8h5a2.5 2.5 0 0 1 0 5H5z',
  italic: 'M7 3h5M4 13h5M9.5 3l-3 10',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  heading: 'M4 3v10M12 3v10M4 8h8',
  smallerHeading: 'M5 6v7M11 6v7M5 9.5h6',
  bulletedList: 'M2.5 4h.01M2.5 8h.01M2.5 12h.01M6 4h8M6 8h8M6 12h8',
  numberedList: 'M2 3.6l1-.6v3M2 10.2c.6-.9 2-.5 1.7.5L2 13h2M7 4h7M7 12h7M7 8h7',
  quote: 'M6.5 4.5C4 5 3 6.5 3 9v2.5h3.5V8H4.700M13 4.5C10.5 5 9.5 6.5 9.5 9v2.5H13V8h-1.800',
  speaker: 'M8 8.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3.500 13.500a4.500 3.500 0 0 1 9 0',
  picture: 'M2.500 3h11v10h-11zM2.500 11l3.500-3.500 3 3 2-2 2.500 2.500M10.500 6h.01',
  figure: 'M6.500 2.500L5 13.500M11 2.500L9.500 13.500M3 6h10.500M2.500 10H13',
  embed: 'M5.500 4.500L2 8l3.500 3.500M10.500 4.500L14 8l-3.500 3.500',
  divider: 'M2 8h12M5 4h6M5 12h6',
  undo: 'M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9',
} as const;

export type ToolIconName = keyof typeof PATHS;

export function ToolIcon({ name }: { readonly name: ToolIconName }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
