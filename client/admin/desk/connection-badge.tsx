import { type ReactNode, useEffect, useRef } from 'react';
import type { LiveArticle } from '../../live/article.ts';
import type { ConnectionState } from '../../live/connection.ts';
import { useArticle } from '../../live/use-article.ts';
import { announce } from '../announce.ts';

const TEXTS: Readonly<Record<ConnectionState['status'], string>> = {
  connecting: 'Connecting …',
  live: 'Connected',
  waiting: 'Connection lost – trying again',
  asleep: 'Resting',
  gone: 'This article is no longer there',
  outdated: 'This page is out of date: reload it',
  closed: 'Disconnected',
};

/** Whether what the timeline shows is what readers see now. */
export function ConnectionBadge({ live }: { readonly live: LiveArticle }): ReactNode {
  const status = useArticle(live, ({ connection }) => connection.status);
  const isLost = useRef(false);
  useEffect(() => {
    if (status === 'waiting' && !isLost.current) announce('Connection lost. Trying again', 'problem');
    if (status === 'live' && isLost.current) announce('Connected again');
    if (status === 'waiting' || status === 'live') isLost.current = status === 'waiting';
  }, [status]);
  return <p className={`connection-badge connection-${status}`}>{TEXTS[status]}</p>;
}
