import type { ReactNode } from 'react';
import type { Loaded } from './use-loaded.ts';

interface LoadingProps<T> {
  readonly loaded: Loaded<T>;
  readonly reload: () => void;
  readonly children: (value: T) => ReactNode;
}

/** What was loaded, or why it is not there. */
export function Loading<T>({ loaded, reload, children }: LoadingProps<T>): ReactNode {
  switch (loaded.status) {
    case 'loading':
      return <p className="quiet">Loading …</p>;
    case 'ready':
      return children(loaded.value);
    case 'failed':
      return (
        <div className="notice">
          <p>{loaded.reason}.</p>
          <button type="button" className="button" onClick={reload}>
            Try again
          </button>
        </div>
      );
    default:
      return loaded satisfies never;
  }
}
