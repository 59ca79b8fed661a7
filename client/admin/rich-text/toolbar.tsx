import type { ChainedCommands, Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { DialogName } from './blocks/block-dialogs.tsx';
import { ToolIcon, type ToolIconName } from './tool-icon.tsx';

interface ToolbarProps {
  readonly editor: Editor;
  readonly readOnly: boolean;
  readonly onOpen: (dialog: DialogName) => void;
}

interface Tool {
  readonly name: string;
  readonly icon: ToolIconName;
  /** Whether the selection is of this kind; left out for tools that only do something. */
  readonly isOn?: (editor: Editor) => boolean;
  readonly does: DialogName | ((chain: ChainedCommands) => ChainedCommands);
}

const TOOLS: readonly Tool[] = [
  { name: 'Bold', icon: 'bold', isOn: editor => editor.isActive('bold'), does: chain => chain.toggleBold() },
  { name: 'Italic', icon: 'italic', isOn: editor => editor.isActive('italic'), does: chain => chain.toggleItalic() },
  { name: 'Link', icon: 'link', isOn: editor => editor.isActive('link'), does: 'link' },
  {
    name: 'Heading',
    icon: 'heading',
    isOn: editor => editor.isActive('heading', { level: 2 }),
    does: chain => chain.toggleHeading({ level: 2 }),
  },
  {
    name: 'Smaller heading',
    icon: 'smallerHeading',
    isOn: editor => editor.isActive('heading', { level: 3 }),
    does: chain => chain.toggleHeading({ level: 3 }),
  },
  {
    name: 'Bulleted list',
    icon: 'bulletedList',
    isOn: editor => editor.isActive('bulletList'),
    does: chain => chain.toggleBulletList(),
  },
  {
    name: 'Numbered list',
    icon: 'numberedList',
    isOn: editor => editor.isActive('orderedList'),
    does: chain => chain.toggleOrderedList(),
  },
  {
    name: 'Quote',
    icon: 'quote',
    isOn: editor => editor.isActive('blockquote'),
    does: chain => chain.toggleBlockquote(),
  },
  {
    name: 'Who said it',
    icon: 'speaker',
    isOn: editor => Boolean(editor.getAttributes('blockquote').attribution),
    does: 'attribution',
  },
  {
    name: 'Pictures',
    icon: 'picture',
    isOn: editor => editor.isActive('image') || editor.isActive('gallery'),
    does: 'picture',
  },
  { name: 'Key figure', icon: 'figure', isOn: editor => editor.isActive('keyFigure'), does: 'figure' },
  { name: 'Embed', icon: 'embed', isOn: editor => editor.isActive('embed'), does: 'embed' },
  { name: 'Divider', icon: 'divider', does: chain => chain.setHorizontalRule() },
  { name: 'Undo', icon: 'undo', does: chain => chain.undo() },
  { name: 'Redo', icon: 'redo', does: chain => chain.redo() },
];

/** One stop of the Tab key; the arrow keys go from tool to tool. */
export function Toolbar({ editor, readOnly, onOpen }: ToolbarProps): ReactNode {
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const isOn = useEditorState({ editor, selector: ({ editor: now }) => TOOLS.map(tool => tool.isOn?.(now) ?? null) });
  function use(tool: Tool): void {
    if (readOnly) return;
    if (typeof tool.does === 'string') onOpen(tool.does);
    else tool.does(editor.chain().focus()).run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') return void editor.commands.focus();
    const next = placeAfter(event.key, current);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  }
  return (
    <div className="toolbar" role="toolbar" aria-label="Formatting" ref={bar} onKeyDown={onKeyDown}>
      {TOOLS.map((tool, place) => (
        <button
          type="button"
          key={tool.name}
          className="tool"
          aria-label={tool.name}
          title={tool.name}
          aria-pressed={isOn[place] ?? undefined}
          aria-disabled={readOnly}
          tabIndex={place === current ? 0 : -1}
          onFocus={() => setCurrent(place)}
          onClick={() => use(tool)}
        >
          <ToolIcon name={tool.icon} />
        </button>
      ))}
    </div>
  );
}

function placeAfter(key: string, current: number): number | null {
  const last = TOOLS.length - 1;
  switch (key) {
    case 'ArrowRight':
      return current === last ? 0 : current + 1;
    case 'ArrowLeft':
      return current === 0 ? last : current - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
