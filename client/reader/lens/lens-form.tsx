import type { ReactNode } from 'react';
import { articlePath } from '#shared/addresses.ts';
import { PLAIN_LENS } from '#shared/lens.ts';
import { useLive, useReader } from '../reader.ts';
import { choicesIn } from './choices-in.ts';
import { LensFields } from './lens-fields.tsx';

/** The choice of a lens for those whose browsers run no scripts: a form, which leads to its address. */
export function LensForm(): ReactNode {
  const { page, texts } = useReader();
  const { article, entries } = useLive(live => live.article);
  return (
    <form className="options-fields" action={articlePath(article.slug)}>
      <LensFields lens={page.lens?.lens ?? PLAIN_LENS} choices={choicesIn(entries)} onChoose={() => {}} />
      <p>
        <button type="submit">{texts.say('lensApply')}</button>
      </p>
    </form>
  );
}
