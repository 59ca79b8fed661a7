import { lazy, type ReactNode, Suspense } from 'react';
import { MAX_TRANSLATIONS } from '#shared/article.ts';
import { SelectField, TextField } from '../fields/field.tsx';
import { LanguageField, languageName } from '../fields/language-field.tsx';
import { type FieldProblem, problemAt } from '../fields/problems.ts';
import { emptyDoc } from '../rich-text/body-doc.ts';
import type { TranslationForm } from './translation-form.ts';

const RichText = lazy(() => import('../rich-text/rich-text.tsx').then(module => ({ default: module.RichText })));

const TRANSLATORS = [
  { value: 'person', label: 'A person' },
  { value: 'machine', label: 'A machine' },
] as const;

interface TranslationsFieldProps {
  readonly translations: readonly TranslationForm[];
  readonly onChange: (translations: readonly TranslationForm[]) => void;
  readonly problems: readonly FieldProblem[];
  readonly readOnly: boolean;
}

/** What the entry says in other languages. */
export function TranslationsField({ translations, onChange, problems, readOnly }: TranslationsFieldProps): ReactNode {
  return (
    <fieldset className="rows">
      <legend>Translations</legend>
      {translations.map((translation, place) => (
        <TranslationFields
          // biome-ignore lint/suspicious/noArrayIndexKey: with another number of them each is another row, for an editor keeps the text it began with
          key={`${translations.length} ${place}`}
          {...{ translation, place, problems, readOnly }}
          onChange={changed => onChange(translations.with(place, changed))}
          onRemove={() => onChange(translations.toSpliced(place, 1))}
        />
      ))}
      {problemAt(problems, 'translations') && <p className="problem">{problemAt(problems, 'translations')}</p>}
      {!readOnly && translations.length < MAX_TRANSLATIONS && (
        <button
          type="button"
          className="button button-quiet add-row"
          onClick={() => onChange([...translations, { ...BLANK, body: emptyDoc() }])}
        >
          Add translation
        </button>
      )}
    </fieldset>
  );
}

const BLANK = { language: '', headline: '', translator: '', kind: 'person' } as const;

interface TranslationFieldsProps extends Pick<TranslationsFieldProps, 'problems' | 'readOnly'> {
  readonly translation: TranslationForm;
  readonly place: number;
  readonly onChange: (translation: TranslationForm) => void;
  readonly onRemove: () => void;
}

function TranslationFields(props: TranslationFieldsProps): ReactNode {
  const { translation, place, problems, readOnly, onChange, onRemove } = props;
  const { language, headline, body, translator, kind } = translation;
  const at = (field: string) => problemAt(problems, `translations.${place}.${field}`);
  const name = language.trim() === '' ? `${place + 1}` : languageName(language.trim());
  return (
    <fieldset className="translation-fields stack">
      <legend>Translation: {name}</legend>
      <div className="fields-in-row">
        <LanguageField
          value={language}
          readOnly={readOnly}
          problem={at('language')}
          onChange={changed => onChange({ ...translation, language: changed })}
        />
        <SelectField
          label="Translated by"
          value={kind}
          options={TRANSLATORS}
          disabled={readOnly}
          onChange={changed => onChange({ ...translation, kind: changed })}
        />
        <TextField
          label="Name of the translator"
          value={translator}
          readOnly={readOnly}
          problem={at('translator')}
          onChange={changed => onChange({ ...translation, translator: changed })}
        />
      </div>
      <TextField
        label="Translated headline"
        value={headline}
        lang={language}
        dir="auto"
        readOnly={readOnly}
        problem={at('headline')}
        onChange={changed => onChange({ ...translation, headline: changed })}
      />
      <Suspense fallback={<p className="quiet">Loading the editor …</p>}>
        <RichText
          label="Translated text"
          doc={body}
          language={language}
          readOnly={readOnly}
          problem={at('body')}
          onChange={changed => onChange({ ...translation, body: changed })}
        />
      </Suspense>
      {!readOnly && (
        <button type="button" className="button button-quiet" onClick={onRemove}>
          Remove translation {name}
        </button>
      )}
    </fieldset>
  );
}
