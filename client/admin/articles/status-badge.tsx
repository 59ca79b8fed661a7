import type { ReactNode } from 'react';
import type { Status } from '#shared/article.ts';

export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  upcoming: 'Upcoming',
  live: 'Live',
  paused: 'Paused',
  ended: 'Ended',
};

export function StatusBadge({ status }: { readonly status: Status }): ReactNode {
  return <span className={`status status-${status}`}>{STATUS_NAMES[status]}</span>;
}
