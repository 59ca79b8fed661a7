import { type ReactNode, useId } from 'react';
import { directionOf } from '#shared/language.ts';
import { Field } from './field.tsx';

export interface LanguageFieldProps {
  readonly value: string;
  readonly onChange: (language: string) => void;
  readonly problem: string | null;
  /** What an empty field means; null where it may not be empty. */
  readonly empty?: string | null;
  readonly readOnly?: boolean;
}

/** Offered, not required: any language tag may be typed. */
const OFFERED =
  'ar bg bn ca cs da de el en en-GB es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv nb nl pl pt pt-BR ro ru sk sl sr sv sw ta th tr uk ur vi zh zh-Hant'.split(
    ' ',
  );

export function LanguageField({
  value,
  onChange,
  problem,
  empty = null,
  readOnly = false,
}: LanguageFieldProps): ReactNode {
  const listId = useId();
  return (
    <Field label="Language" hint={value.trim() === '' ? empty : hintOf(value)} problem={problem}>
      {links => (
        <>
          <input
            {...links}
            value={value}
            list={listId}
            readOnly={readOnly}
            autoCapitalize="none"
            spellCheck={false}
            size={8}
            onChange={event => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {OFFERED.map(language => (
              <option key={language} value={language}>
                {languageName(language)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** A language tag in words, such as "Brazilian Portuguese"; the tag itself where nobody knows it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function hintOf(tag: string): string {
  const name = languageName(tag.trim());
  return directionOf(tag) === 'rtl' ? `${name}, from right to left` : name;
}
