import { stretchesOf } from '#shared/words.ts';

/** The name that search.css paints. */
const NAME = 'found';

/** Paints the words in an entry without touching its markup, in browsers that can. */
export function markWords(entry: Element, phrases: readonly string[]): void {
  if (typeof Highlight === 'undefined') return;
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(entry.querySelector('.entry-main') ?? entry, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    for (const { start, end } of stretchesOf(node.textContent ?? '', phrases)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}
