import type { ReactNode } from 'react';
import { TextField } from '../../fields/field.tsx';
import type { PictureForm } from './picture-form.ts';

interface PictureFieldsProps {
  readonly picture: PictureForm;
  readonly number: number;
  readonly onChange: (patch: Partial<PictureForm>) => void;
  readonly onRemove: () => void;
}

/** What is said of a picture. */
export function PictureFields({ picture, number, onChange, onRemove }: PictureFieldsProps): ReactNode {
  const { state, name, alt, decorative, caption, credit } = picture;
  return (
    <fieldset className="picture-fields">
      <legend>Picture {number}</legend>
      <div className="picture-preview" role="status">
        {state.status === 'stored' && <img src={state.src} width={state.width} height={state.height} alt="" />}
        {state.status === 'uploading' && `Uploading ${name} …`}
        {state.status === 'failed' && <span className="problem">{state.reason}</span>}
      </div>
      <div className="stack">
        <TextField
          label="Description"
          hint="What it shows, for those who do not see it."
          value={alt}
          disabled={decorative}
          onChange={changed => onChange({ alt: changed })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={decorative}
            onChange={event => onChange({ decorative: event.target.checked })}
          />
          Only decoration
        </label>
        <TextField label="Caption" value={caption} onChange={changed => onChange({ caption: changed })} />
        <TextField label="Credit" value={credit} onChange={changed => onChange({ credit: changed })} />
        <button type="button" className="button button-quiet" onClick={onRemove}>
          Remove picture {number}
        </button>
      </div>
    </fieldset>
  );
}
