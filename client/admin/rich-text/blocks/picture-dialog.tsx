import type { Editor } from '@tiptap/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { MAX_GALLERY_IMAGES } from '#shared/body.ts';
import { Dialog } from '../../dialog.tsx';
import { newId } from '../../new-id.ts';
import { reasonOf } from '../../request.ts';
import { uploadPicture } from '../../upload-picture.ts';
import { PictureFields } from './picture-fields.tsx';
import {
  blockOf,
  isSilent,
  PICTURE_TYPES,
  type PictureForm,
  type PictureState,
  picturesOf,
  selectedPictures,
  uploading,
} from './picture-form.ts';
import { putBlock } from './put-block.ts';

interface PictureDialogProps {
  readonly editor: Editor;
  /** What was dropped or pasted. */
  readonly files: readonly File[];
  readonly onClose: () => void;
}

/** Uploads pictures, says what they show, and puts them into the text: one as an image, several as a gallery. */
export function PictureDialog({ editor, files, onClose }: PictureDialogProps): ReactNode {
  const [known] = useState(() => (files.length > 0 ? [] : selectedPictures(editor)));
  const [pictures, setPictures] = useState<readonly PictureForm[]>(known);
  const picker = useRef<HTMLInputElement>(null);
  const hasBegun = useRef(false);
  function change(key: string, patch: Partial<PictureForm>): void {
    setPictures(all => all.map(picture => (picture.key === key ? { ...picture, ...patch } : picture)));
  }
  function take(chosen: readonly File[]): void {
    const added = picturesOf(chosen).map(file => ({ file, form: uploading(file, newId()) }));
    setPictures(all => [...all, ...added.map(({ form }) => form)].slice(0, MAX_GALLERY_IMAGES));
    for (const { file, form } of added) void upload(file).then(state => change(form.key, { state }));
  }
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    take(files);
  });
  useEffect(
    () => () => {
      editor.commands.focus();
    },
    [editor],
  );
  const block = blockOf(pictures);
  const isUploading = pictures.some(({ state }) => state.status === 'uploading');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (block === null || isUploading) return;
    putBlock(editor, block, known.length > 0 ? ['image', 'gallery'] : []);
    onClose();
  }
  return (
    <Dialog title={known.length > 0 ? 'Change pictures' : 'Pictures'} onClose={onClose} focus={picker} size="wide">
      <form className="stack" onSubmit={submit} noValidate>
        <label className="picture-picker">
          {pictures.length === 0 ? 'Choose pictures' : 'Add more pictures, for a gallery'}
          <input
            type="file"
            multiple
            ref={picker}
            accept={PICTURE_TYPES}
            onChange={event => {
              take([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
        <p className="hint">
          JPEG, PNG, WebP, GIF or AVIF, at most 10 MB each. What the camera noted, such as the place, is taken out. Of a
          moving picture the first frame is kept: readers could not stop it.
        </p>
        {pictures.map((picture, place) => (
          <PictureFields
            key={picture.key}
            picture={picture}
            number={place + 1}
            onChange={patch => change(picture.key, patch)}
            onRemove={() => setPictures(all => all.filter(({ key }) => key !== picture.key))}
          />
        ))}
        {pictures.some(isSilent) && (
          <p className="hint">Before this is published, each picture needs a description or has to be decoration.</p>
        )}
        <div className="buttons">
          <button type="submit" className="button button-main" aria-disabled={block === null || isUploading}>
            {known.length > 0 ? 'Save' : 'Put into the text'}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

async function upload(file: File): Promise<PictureState> {
  const answer = await uploadPicture(file);
  return answer.outcome === 'ok'
    ? { status: 'stored', ...answer.value }
    : { status: 'failed', reason: `${file.name}: ${reasonOf(answer)}` };
}
