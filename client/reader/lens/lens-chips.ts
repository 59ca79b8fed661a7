import type { Lens } from '#shared/lens.ts';
import type { Texts } from '../../ui/texts.ts';

/** A part of what makes up a lens: what it is called, and what takes it away. */
export interface LensChip {
  readonly name: string;
  readonly without: Partial<Lens>;
}

export function chipsOf({ order, show, author, tag }: Lens, texts: Texts): LensChip[] {
  const chips: LensChip[] = [];
  if (order === 'oldest') chips.push({ name: texts.say('order_oldest'), without: { order: 'newest' } });
  if (show !== 'all') chips.push({ name: texts.say(`show_${show}`), without: { show: 'all' } });
  if (author !== null) chips.push({ name: texts.say('by', { names: author }), without: { author: null } });
  if (tag !== null) chips.push({ name: `#${tag}`, without: { tag: null } });
  return chips;
}

/** "Key events, By Ann Lee"; empty for the plain lens. */
export function lensName(lens: Lens, texts: Texts): string {
  return chipsOf(lens, texts)
    .map(({ name }) => name)
    .join(', ');
}
