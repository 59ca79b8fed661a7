import type { Editor, JSONContent } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';

/** In the place of the block that is being changed; a new one gets a line after it, so that typing goes on there and not over it. */
export function putBlock(editor: Editor, block: JSONContent, instead: readonly string[]): boolean {
  const { selection } = editor.state;
  const selected = selection instanceof NodeSelection ? selection.node.type.name : null;
  if (selected !== null && instead.includes(selected)) return editor.commands.insertContent(block);
  const added = [block, { type: 'paragraph' }];
  return selected === null
    ? editor.commands.insertContent(added)
    : editor.commands.insertContentAt(selection.to, added, { updateSelection: true });
}
