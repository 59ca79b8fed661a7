import type { ReactNode } from 'react';
import type { Texts } from '../ui/texts.ts';
import { ReloadButton } from './reload-button.tsx';

export interface ErrorViewProps {
  readonly title: string;
  readonly texts: Texts;
  readonly way: 'home' | 'reload';
  readonly children?: ReactNode;
}

export function ErrorView({ title, texts, way, children }: ErrorViewProps): ReactNode {
  return (
    <div className="notice-page">
      <h1>{title}</h1>
      {children}
      <p>{way === 'home' ? <a href="/">{texts.say('backHome')}</a> : <ReloadButton texts={texts} />}</p>
    </div>
  );
}
