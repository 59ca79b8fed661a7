import type { JSONContent } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { directionOf } from '#shared/language.ts';
import { BlockDialogs, type OpenDialog } from './blocks/block-dialogs.tsx';
import { droppedPictures, pastedEmbed, pastedPictures } from './blocks/brought.ts';
import { putBlock } from './blocks/put-block.ts';
import { editorExtensions } from './editor-extensions.ts';
import { undressed } from './pasted-html.ts';
import { Toolbar } from './toolbar.tsx';

export interface RichTextProps {
  readonly label: string;
  /** What it begins with; later documents come with another key. */
  readonly doc: JSONContent;
  readonly language: string;
  readonly readOnly: boolean;
  readonly problem: string | null;
  readonly onChange: (doc: JSONContent) => void;
  readonly focus?: 'take' | 'leave';
  readonly shortcut?: string;
}

/** The editor of a body: a text box with a toolbar. */
export function RichText(props: RichTextProps): ReactNode {
  const { label, doc, language, readOnly, problem, onChange, focus = 'leave', shortcut } = props;
  const id = useId();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const frame = useRef<HTMLFieldSetElement>(null);
  const [content] = useState(doc);
  const editor = useEditor({
    extensions: editorExtensions,
    content,
    injectCSS: false,
    autofocus: focus === 'take' ? 'end' : false,
    editable: !readOnly,
    onUpdate: ({ editor: updated }) => onChange(updated.getJSON()),
  });
  useEffect(() => {
    editor.setOptions({
      editable: !readOnly,
      editorProps: {
        attributes: attributesOf({ label, language, readOnly, problemId: problem && `${id}-problem`, shortcut }),
        transformPastedHTML: undressed,
        handlePaste: (view, event) => {
          const embed = pastedEmbed(view, event);
          if (embed !== null) return putBlock(editor, embed, []);
          return takePictures(pastedPictures(event), setDialog);
        },
        handleDrop: (view, event, _slice, isMoved) =>
          !isMoved && !readOnly && takePictures(droppedPictures(view, event), setDialog),
        handleKeyDown: (_, event) => {
          if (event.key === 'F10' && event.altKey) {
            frame.current?.querySelector<HTMLElement>('[role="toolbar"] [tabindex="0"]')?.focus();
            return true;
          }
          if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || readOnly) return false;
          setDialog({ name: 'link' });
          return true;
        },
      },
    });
  }, [editor, id, label, language, readOnly, problem, shortcut]);
  return (
    <div className={problem ? 'field field-wrong' : 'field'}>
      <span className="label" aria-hidden="true">
        {label}
      </span>
      <fieldset className="rich-text" ref={frame} aria-label={`${label} and its formatting`}>
        <Toolbar editor={editor} readOnly={readOnly} onOpen={name => setDialog({ name })} />
        <EditorContent editor={editor} />
      </fieldset>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {dialog && <BlockDialogs editor={editor} open={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}

/** True where there are any: then nothing else is done with what was brought. */
function takePictures(files: readonly File[], open: (dialog: OpenDialog) => void): boolean {
  if (files.length > 0) open({ name: 'picture', files });
  return files.length > 0;
}

interface BoxOptions extends Pick<RichTextProps, 'label' | 'language' | 'readOnly'> {
  readonly problemId: string | null;
  readonly shortcut: string | undefined;
}

/** The text box, as those see it who listen. */
function attributesOf({ label, language, readOnly, problemId, shortcut }: BoxOptions): Record<string, string> {
  return {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    'aria-readonly': String(readOnly),
    ...(problemId ? { 'aria-invalid': 'true', 'aria-describedby': problemId } : {}),
    ...(shortcut ? { 'data-shortcut': shortcut } : {}),
    lang: language,
    dir: directionOf(language),
    // Keeps the focus while the text is locked.
    tabindex: '0',
    class: 'rich-text-box body',
  };
}
