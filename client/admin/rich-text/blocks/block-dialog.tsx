import type { Editor } from '@tiptap/core';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import { Dialog } from '../../dialog.tsx';

interface BlockDialogProps {
  readonly title: string;
  readonly editor: Editor;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** Answers whether it was done. */
  readonly onSubmit: () => boolean;
}

/** Asks what a block is to say; afterwards the keyboard is in the text again. */
export function BlockDialog({ title, editor, children, onClose, onSubmit }: BlockDialogProps): ReactNode {
  useEffect(
    () => () => {
      editor.commands.focus();
    },
    [editor],
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (onSubmit()) onClose();
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        {children}
        <div className="buttons">
          <button type="submit" className="button button-main">
            Put into the text
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
