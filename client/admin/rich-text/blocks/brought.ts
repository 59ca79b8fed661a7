import type { JSONContent } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { providerOf } from '#shared/embeds.ts';
import { picturesOf } from './picture-form.ts';

/** The pictures in what is pasted. Where there are words beside them, as from a word processor, the words are what was meant. */
export function pastedPictures({ clipboardData }: ClipboardEvent): readonly File[] {
  return clipboardData?.getData('text/plain').trim() ? [] : picturesOf(clipboardData?.files);
}

/** The pictures that are dropped; they go where they fall. */
export function droppedPictures(view: EditorView, { dataTransfer, clientX, clientY }: DragEvent): readonly File[] {
  const files = picturesOf(dataTransfer?.files);
  const place = view.posAtCoords({ left: clientX, top: clientY });
  if (files.length > 0 && place !== null)
    view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(place.pos))));
  return files;
}

/** An embed, where nothing but the address of something that can be one is pasted into an empty line. */
export function pastedEmbed(view: EditorView, { clipboardData }: ClipboardEvent): JSONContent | null {
  const url = clipboardData?.getData('text/plain').trim() ?? '';
  const { $from } = view.state.selection;
  const isAlone = $from.depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0;
  const provider = /^\S+$/.test(url) && isAlone ? providerOf(url) : null;
  return provider === null || provider === 'link' ? null : { type: 'embed', attrs: { provider, url, title: '' } };
}
