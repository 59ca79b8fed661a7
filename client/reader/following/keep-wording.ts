import { primaryOf } from '../../ui/language-mark.ts';
import type { Reader } from '../reader.ts';

/** The interface speaks the article's language, also where an editor changes that while the page is open, or while it was loading. */
export function keepWording({ article, reading, page }: Reader): () => void {
  const languageNow = () => article.store.getState().article.article.language;
  async function follow(): Promise<void> {
    const { wordingFor } = await import('../../ui/languages.ts');
    reading.setState({ wording: wordingFor(languageNow()) });
  }

  let spoken = primaryOf(page.state.article.language);
  function look(): void {
    const wanted = primaryOf(languageNow());
    if (wanted === spoken) return;
    spoken = wanted;
    follow().catch(() => {});
  }

  look();
  return article.store.subscribe(look);
}
