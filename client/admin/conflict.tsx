import { type ComponentProps, createElement, type ReactNode, useEffect, useId, useRef } from 'react';

/** One field in which two versions differ. */
export interface Difference {
  readonly field: string;
  readonly theirs: ReactNode;
  readonly mine: ReactNode;
}

interface Choice {
  readonly label: string;
  readonly run: () => void;
}

export interface ConflictProps {
  /** The level of its heading where it stands. */
  readonly level: 2 | 3;
  /** What was changed by somebody else, such as "Entry 12". */
  readonly what: string;
  /** Why there is a conflict, where it is not just another version. */
  readonly reason?: string;
  readonly differences: readonly Difference[];
  readonly keepMine: Choice;
  readonly discardMine: Choice;
}

/** Two versions side by side; what was typed is lost only by choosing so. */
export function Conflict({ level, what, reason, differences, keepMine, discardMine }: ConflictProps): ReactNode {
  const titleId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="conflict" aria-labelledby={titleId}>
      <Heading level={level} id={titleId} ref={heading} tabIndex={-1}>
        {reason ?? `${what} was changed by somebody else`}
      </Heading>
      <p>
        {differences.length === 0
          ? 'Both versions say the same.'
          : 'Below is what differs. Keeping your text changes only what you wrote; the rest stays as it is now.'}
      </p>
      {differences.map(({ field, theirs, mine }) => (
        <div className="sides" key={field}>
          <Side level={level} title={`${field}: as it is now`}>
            {theirs}
          </Side>
          <Side level={level} title={`${field}: yours`}>
            {mine}
          </Side>
        </div>
      ))}
      <div className="buttons">
        <button type="button" className="button button-main" onClick={keepMine.run}>
          {keepMine.label}
        </button>
        <button type="button" className="button" onClick={discardMine.run}>
          {discardMine.label}
        </button>
      </div>
    </section>
  );
}

interface SideProps {
  readonly level: ConflictProps['level'];
  readonly title: string;
  readonly children: ReactNode;
}

function Side({ level, title, children }: SideProps): ReactNode {
  return (
    <div className="side">
      <Heading level={level === 2 ? 3 : 4}>{title}</Heading>
      <div className="body">{children || <span className="quiet">Nothing</span>}</div>
    </div>
  );
}

function Heading({ level, ...props }: ComponentProps<'h2'> & { readonly level: 2 | 3 | 4 }): ReactNode {
  return createElement(`h${level}`, props);
}
