import type { Editor } from '@tiptap/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { LinkUrl } from '#shared/body.ts';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../fields/field.tsx';

interface LinkDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

/** Sets, changes or takes away the link of the selection; without a selection the address itself becomes the text. */
export function LinkDialog({ editor, onClose }: LinkDialogProps): ReactNode {
  const [known] = useState(() => String(editor.getAttributes('link').href ?? ''));
  const [address, setAddress] = useState(known);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(
    () => () => {
      editor.commands.focus();
    },
    [editor],
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = LinkUrl.safeParse(completed(address));
    if (!read.success) return setProblem('Must be an http, https or mailto address');
    setLink(editor, read.data);
    onClose();
  }
  function remove(): void {
    editor.chain().extendMarkRange('link').unsetLink().run();
    onClose();
  }
  return (
    <Dialog title="Link" onClose={onClose} focus={input}>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          ref={input}
          value={address}
          problem={problem}
          placeholder="https://"
          onChange={setAddress}
        />
        <div className="buttons">
          <button type="submit" className="button button-main">
            Set link
          </button>
          {known !== '' && (
            <button type="button" className="button" onClick={remove}>
              Remove link
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What people paste or type without its beginning. */
function completed(typed: string): string {
  const address = typed.trim();
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(address) ? `https://${address}` : address;
}

function setLink(editor: Editor, href: string): void {
  const hasText = !editor.state.selection.empty || editor.isActive('link');
  if (hasText) editor.chain().extendMarkRange('link').setLink({ href }).run();
  else
    editor
      .chain()
      .insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] })
      .run();
}
