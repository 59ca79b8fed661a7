import type { Editor } from '@tiptap/core';
import type { ReactNode } from 'react';
import { LinkDialog } from '../link-dialog.tsx';
import { AttributionDialog } from './attribution-dialog.tsx';
import { EmbedDialog } from './embed-dialog.tsx';
import { FigureDialog } from './figure-dialog.tsx';
import { PictureDialog } from './picture-dialog.tsx';

export type DialogName = 'link' | 'picture' | 'figure' | 'attribution' | 'embed';

/** The dialog that is open; `files` were dropped or pasted. */
export interface OpenDialog {
  readonly name: DialogName;
  readonly files?: readonly File[];
}

interface BlockDialogsProps {
  readonly editor: Editor;
  readonly open: OpenDialog;
  readonly onClose: () => void;
}

export function BlockDialogs({ editor, open, onClose }: BlockDialogsProps): ReactNode {
  switch (open.name) {
    case 'link':
      return <LinkDialog {...{ editor, onClose }} />;
    case 'picture':
      return <PictureDialog {...{ editor, onClose }} files={open.files ?? []} />;
    case 'figure':
      return <FigureDialog {...{ editor, onClose }} />;
    case 'attribution':
      return <AttributionDialog {...{ editor, onClose }} />;
    case 'embed':
      return <EmbedDialog {...{ editor, onClose }} />;
    default:
      return open.name satisfies never;
  }
}
