import type { ReactNode } from 'react';
import type { Texts } from '../ui/texts.ts';
import { ReloadButton } from './reload-button.tsx';

export interface ErrorViewProps {
  readonly title: string;
  readonly detail?: string;
  readonly texts: Texts;
  readonly way: 'home' | 'reload';
}

export function ErrorView({ title, detail, texts, way }: ErrorViewProps): ReactNode {
  return (
    <div className="notice-page">
      <h1>{title}</h1>
      {detail && <p>{detail}</p>}
      <p>{way === 'home' ? <a href="/">{texts.say('backHome')}</a> : <ReloadButton texts={texts} />}</p>
    </div>
  );
}
