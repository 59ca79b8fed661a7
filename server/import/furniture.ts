import type { Line, Paragraph } from './lines.ts';
import { joined } from './lines.ts';

/** What surrounds an article on a page: the site's name, a featured article, the credit lines of widgets. */

export interface Featured {
  /** The line that announces it, such as `Featured Post`. */
  readonly line: number;
  readonly headline: Paragraph;
  readonly text: Paragraph | null;
}

const MAX_SHORT_CHARS = 80;
const MAX_WIDGET_CHARS = 160;

/** Blogger's widget and its like, in the languages it is met in. */
const FEATURED =
  /^(?:featured(?: (?:post|article|story|stories|news|content))?|editor[’']?s[’']? (?:pick|choice)s?|must[- ]read|empfohlener (?:beitrag|post|artikel)|ausgewählter (?:beitrag|post|artikel)|article (?:en vedette|à la une)|à la une|entrada destacada|artículo destacado|(?:postagem|artigo|matéria) em destaque|post in evidenza|articolo in evidenza|uitgelicht(?:e)? (?:post|bericht|artikel)|polecany post|рекомендуемое сообщение|рекомендуемая (?:статья|запись)|популярное сообщение)\s*:?$/iu;
const WIDGET =
  /©|\b(?:widget|linkwithin|powered by|plugin|add ?this|share ?this|disqus|all rights reserved|copyright|cookie settings)\b/iu;
const ENDS_SENTENCE = /[.!?…:;,。！？؟।]["'”’»)\]]*$|["”»]$/u;

export function isFeaturedMark(line: Line): boolean {
  return FEATURED.test(line.text);
}

export function isWidgetCredit(line: Line): boolean {
  return (
    line.text.length <= MAX_WIDGET_CHARS && WIDGET.test(line.text) && !ENDS_SENTENCE.test(line.text.replace(/\.$/, ''))
  );
}

/** Short and no sentence: a site's name, a tagline, a heading. */
export function isShortLabel(line: Line): boolean {
  return line.text.length <= MAX_SHORT_CHARS && !ENDS_SENTENCE.test(line.text);
}

/** The featured article whose mark stands at a place in `lines`: a headline of one line, then the beginning of its text. */
export function takeFeatured(
  lines: readonly Line[],
  place: number,
): { readonly featured: Featured; readonly taken: number } | null {
  const mark = lines[place];
  const headline = lines[place + 1];
  if (mark === undefined || headline === undefined || isWidgetCredit(headline)) return null;
  let text: Paragraph | null = null;
  let taken = 2;
  for (let line = lines[place + taken]; line !== undefined; line = lines[place + taken]) {
    if (isFeaturedMark(line) || isWidgetCredit(line)) break;
    if (text === null && line.blanksBefore > 0 && isShortLabel(line)) break;
    if (text !== null && line.blanksBefore > 0) break;
    text = joined(text ?? { line: line.number, lastLine: line.number, text: '' }, line);
    taken += 1;
  }
  const title = { line: headline.number, lastLine: headline.number, text: headline.text };
  return { featured: { line: mark.number, headline: title, text }, taken };
}

export function reasonFor(line: Line, place: 'between' | 'after'): string {
  if (isWidgetCredit(line)) return 'the credit of a widget';
  if (isShortLabel(line))
    return place === 'after'
      ? "after the entries: a site's name, a tagline or a link"
      : 'between the entries, and part of none';
  return place === 'after' ? 'after the entries, and part of none' : 'between the entries, and part of none';
}
