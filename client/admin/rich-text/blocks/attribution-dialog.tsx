import type { Editor } from '@tiptap/core';
import { type ReactNode, useState } from 'react';
import { TextField } from '../../fields/field.tsx';
import { BlockDialog } from './block-dialog.tsx';

interface AttributionDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

/** Who said what the quotation around the cursor says; where there is none, what is selected becomes one. */
export function AttributionDialog({ editor, onClose }: AttributionDialogProps): ReactNode {
  const [name, setName] = useState(() => String(editor.getAttributes('blockquote').attribution ?? ''));
  function submit(): boolean {
    const quoted = editor.isActive('blockquote') ? editor.chain() : editor.chain().setBlockquote();
    return quoted.updateAttributes('blockquote', { attribution: name.trim() || null }).run();
  }
  return (
    <BlockDialog title="Who said it" editor={editor} onClose={onClose} onSubmit={submit}>
      <TextField
        label="Said by"
        hint="Shown under the quotation. Left empty: nobody is named."
        maxLength={200}
        value={name}
        onChange={setName}
      />
    </BlockDialog>
  );
}
