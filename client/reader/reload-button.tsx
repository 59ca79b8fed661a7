import type { ReactNode } from 'react';
import type { Texts } from '../ui/texts.ts';

export function ReloadButton({ texts }: { readonly texts: Texts }): ReactNode {
  return (
    <button type="button" className="plain" onClick={() => location.reload()}>
      {texts.say('reload')}
    </button>
  );
}
