import type { ReactNode } from 'react';
import { KeysField } from '../options/keys-field.tsx';
import { useReader } from '../reader.ts';
import { KEYS } from './key-names.ts';
import { Sheet } from './sheet.tsx';

/** All keys and what they do, with the switch for them. */
export function KeysSheet(): ReactNode {
  const { texts } = useReader();
  return (
    <Sheet title={texts.say('keys')}>
      {() => (
        <>
          <dl className="key-list" lang={texts.language}>
            {KEYS.map(key => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{texts.say(`key_${key}`)}</dd>
              </div>
            ))}
          </dl>
          <div className="sheet-foot">
            <KeysField />
          </div>
        </>
      )}
    </Sheet>
  );
}
