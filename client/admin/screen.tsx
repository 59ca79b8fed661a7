import { type ReactNode, useEffect, useRef } from 'react';

export interface ScreenProps {
  readonly title: string;
  /** The title's language, where it is not the admin's own. */
  readonly lang?: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly width?: 'narrow' | 'text' | 'full';
}

/** The first screen leaves the keyboard at the top of the page, as every page does. */
let isFirst = true;

/** One page of the admin. Who comes to it from another, by keyboard or by ear, begins at its heading. */
export function Screen({ title, lang, aside, children, width = 'text' }: ScreenProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Pressbox`;
  }, [title]);
  useEffect(() => {
    const isElsewhere = document.activeElement === null || document.activeElement === document.body;
    if (isElsewhere && !isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
    scrollTo(0, 0);
  }, []);
  return (
    <main className={`screen screen-${width}`} id="main">
      <div className="screen-head">
        <h1 ref={heading} tabIndex={-1} lang={lang} dir="auto">
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </main>
  );
}
