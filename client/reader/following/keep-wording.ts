import { primaryOf } from '../../ui/language-mark.ts';
import type { Reader } from '../reader.ts';

/** The interface speaks the article's language, also where an editor changes that while the page is open. */
export function keepWording({ article, reading }: Reader): () => void {
  return article.store.subscribe(async ({ article: now }, { article: then }) => {
    const { language } = now.article;
    if (primaryOf(language) === primaryOf(then.article.language)) return;
    const { wordingFor } = await import('../../ui/languages.ts');
    if (language === article.store.getState().article.article.language)
      reading.setState({ wording: wordingFor(language) });
  });
}
