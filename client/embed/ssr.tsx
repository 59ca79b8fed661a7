import { renderToString } from 'react-dom/server';
import type { EmbedView } from '#shared/embed.ts';
import type { Wording } from '#shared/pages.ts';
import { wordingFor } from '../ui/languages.ts';
import { createEmbed } from './embed.ts';
import { EmbedApp } from './embed-view.tsx';

/** What the interface says in an embed of an article in this language. */
export function wordingOf(language: string): Wording {
  return wordingFor(language);
}

/** The markup of an embed, for the element that it is brought to life in. */
export function renderEmbed(view: EmbedView): string {
  return renderToString(<EmbedApp embed={createEmbed(view)} />);
}
