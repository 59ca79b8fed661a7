import type { ReactNode } from 'react';
import type { Translation } from '#shared/article.ts';
import type { Body } from '#shared/body.ts';
import { directionOf } from '#shared/language.ts';
import { languageName } from '../language-mark.ts';
import type { Texts } from '../texts.ts';

export interface TranslationsProps {
  readonly translations: readonly Translation[];
  readonly texts: Texts;
  /** Draws a body that is written in this language. */
  readonly draw: (body: Body, language: string) => ReactNode;
}

/** What an entry says in other languages, below the original. Which of the two are shown is the reader's choice. */
export function Translations({ translations, texts, draw }: TranslationsProps): ReactNode {
  return translations.map(({ language, headline, body, translator }) => (
    <div key={language} className="translation" lang={language} dir={directionOf(language)}>
      <p className="translator" {...texts.markFor(language)} suppressHydrationWarning>
        {texts.say(`translated_${translator.kind}`, {
          language: languageName(language, texts.language),
          name: translator.name,
        })}
      </p>
      {headline && <h4 className="translation-headline">{headline}</h4>}
      <div className="body">{draw(body, language)}</div>
    </div>
  ));
}
