import type { ReactNode } from 'react';
import { LensChoice } from '../lens/lens-choice.tsx';
import { stylesAt } from '../on-demand.ts';
import { KeysField } from './keys-field.tsx';
import styles from './options.css?url';
import { PaceField } from './pace-field.tsx';
import { TranslationsField } from './translations-field.tsx';
import { ZoneField } from './zone-field.tsx';

await stylesAt(styles);

/** What readers may choose, each with a field of its own. */
export function OptionsPanel(): ReactNode {
  return (
    <div className="options-panel options-fields">
      <LensChoice />
      <PaceField />
      <ZoneField />
      <TranslationsField />
      <KeysField />
    </div>
  );
}
