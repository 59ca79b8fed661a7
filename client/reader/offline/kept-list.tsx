import type { ReactNode } from 'react';
import type { Texts } from '../../ui/texts.ts';

/** Where the worker puts links to what lies on the device (service-worker.ts). It stays hidden where there is nothing. */
export function KeptList({ texts }: { readonly texts: Texts }): ReactNode {
  return (
    <section className="kept-list" aria-labelledby="kept-list" hidden>
      <h2 id="kept-list">{texts.say('keptArticles')}</h2>
    </section>
  );
}
