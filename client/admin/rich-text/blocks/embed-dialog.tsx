import type { Editor } from '@tiptap/core';
import { type ReactNode, useState } from 'react';
import { frameOf, providerName, providerOf } from '#shared/embeds.ts';
import { TextField } from '../../fields/field.tsx';
import { BlockDialog } from './block-dialog.tsx';
import { putBlock } from './put-block.ts';

interface EmbedDialogProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

/** Puts somebody else's content into the text, by its address. */
export function EmbedDialog({ editor, onClose }: EmbedDialogProps): ReactNode {
  const [known] = useState(() => editor.getAttributes('embed'));
  const [url, setUrl] = useState(String(known.url ?? ''));
  const [title, setTitle] = useState(String(known.title ?? ''));
  const [problem, setProblem] = useState<string | null>(null);
  function submit(): boolean {
    const provider = providerOf(url.trim());
    if (provider === null) {
      setProblem('Must be the address of a page, beginning with https://');
      return false;
    }
    const embed = { type: 'embed', attrs: { provider, url: url.trim(), title: title.trim() } };
    return putBlock(editor, embed, ['embed']);
  }
  return (
    <BlockDialog title="Embed" editor={editor} onClose={onClose} onSubmit={submit}>
      <TextField
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://"
        value={url}
        hint={url === '' ? 'Pasted alone into an empty line it does the same.' : whatItIs(url.trim())}
        problem={problem}
        onChange={setUrl}
      />
      <TextField label="Title" hint="What readers see on the card." value={title} onChange={setTitle} />
    </BlockDialog>
  );
}

function whatItIs(url: string): string | null {
  const provider = providerOf(url);
  if (provider === null) return null;
  const name = providerName(provider, url);
  if (provider === 'link') return `A card that leads to ${name}`;
  return frameOf(provider, url)
    ? `${name}: shown on the page when a reader asks for it`
    : `${name}: a card that leads there`;
}
