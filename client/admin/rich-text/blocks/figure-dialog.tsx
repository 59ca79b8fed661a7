import type { Editor } from '@tiptap/core';
import { type ReactNode, useState } from 'react';
import { TextField } from '../../fields/field.tsx';
import { BlockDialog } from './block-dialog.tsx';
import { putBlock } from './put-block.ts';

interface FigureDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

/** A number that says it all, and what it counts. */
export function FigureDialog({ editor, onClose }: FigureDialogProps): ReactNode {
  const [known] = useState(() => editor.getAttributes('keyFigure'));
  const [value, setValue] = useState(String(known.value ?? ''));
  const [label, setLabel] = useState(String(known.label ?? ''));
  const [isTried, setTried] = useState(false);
  const missing = (text: string) => (isTried && text.trim() === '' ? 'Must not be empty' : null);
  function submit(): boolean {
    setTried(true);
    if (value.trim() === '' || label.trim() === '') return false;
    return putBlock(editor, { type: 'keyFigure', attrs: { value: value.trim(), label: label.trim() } }, ['keyFigure']);
  }
  return (
    <BlockDialog title="Key figure" editor={editor} onClose={onClose} onSubmit={submit}>
      <TextField
        label="Figure"
        placeholder="900 t"
        maxLength={40}
        value={value}
        problem={missing(value)}
        onChange={setValue}
      />
      <TextField
        label="What it counts"
        placeholder="of iron change their place"
        maxLength={200}
        value={label}
        problem={missing(label)}
        onChange={setLabel}
      />
    </BlockDialog>
  );
}
