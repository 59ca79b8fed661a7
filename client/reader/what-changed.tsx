import type { ReactNode } from 'react';
import type { Entry } from '#shared/article.ts';
import { setAside } from './asides.ts';
import { useLive, useReader } from './reader.ts';

/** Compares an entry with what it said before, or closes the comparison. */
export function WhatChanged({ entry: { number } }: { readonly entry: Entry }): ReactNode {
  const { texts, reading } = useReader();
  const language = useLive(live => live.article.article.language);

  function toggle(): void {
    import('./changes/changes.tsx').then(
      ({ Changes }) => setAside(reading, number, reading.getState().asides.get(number) === Changes ? null : Changes),
      () => {},
    );
  }

  return (
    <button type="button" className="plain what-changed" onClick={toggle} {...texts.markFor(language)}>
      {texts.say('whatChanged')}
    </button>
  );
}
