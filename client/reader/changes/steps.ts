import { diffWords } from 'diff';
import type { Edit, Entry, PublishedEntry } from '#shared/article.ts';
import { bodyText } from '#shared/body-text.ts';

/** A change that readers are told of: what an entry said before it, and after. */
export interface Step {
  readonly edit: Edit;
  readonly before: PublishedEntry;
  readonly after: PublishedEntry;
}

export interface Part {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The noted edits of an entry whose earlier version is still known, the last one first. Minor edits between two of them go with the later. */
export function stepsIn(versions: readonly Entry[]): Step[] {
  const said = versions.filter(version => version.retraction === null).toSorted((a, b) => a.version - b.version);
  const steps: Step[] = [];
  let before = said[0];
  for (const after of said) {
    const edit = after.edits.at(-1);
    if (before === undefined || edit === undefined || edit.at === before.edits.at(-1)?.at) continue;
    steps.unshift({ edit, before, after });
    before = after;
  }
  return steps;
}

/** What was taken out and put in, word by word, as the language has them. */
export function partsOf({ before, after }: Step): Part[] {
  const intlSegmenter = new Intl.Segmenter(after.language, { granularity: 'word' });
  return diffWords(textOf(before), textOf(after), { intlSegmenter }).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

function textOf({ headline, body }: PublishedEntry): string {
  return [headline, bodyText(body)].filter(Boolean).join('\n');
}
