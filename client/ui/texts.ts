import type { Wording } from '#shared/pages.ts';
import { type LanguageMark, languageMark } from './language-mark.ts';
import type english from './languages/en.json';

/** What the interface says, in one language. `say` fills in `{names}`; `count` also picks the plural form for its number. */
export interface Texts {
  readonly language: string;
  say(key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  count(key: CountKey, number: number): string;
  /** `lang` and `dir` for an interface text inside content of another language; nothing where they agree. */
  markFor(surrounding: string): LanguageMark;
}

/** The English table names every text there is. */
type TextKey = keyof (typeof english)['say'];
type CountKey = keyof (typeof english)['count'];

export function textsIn({ language, say, count }: Wording): Texts {
  return {
    language,
    say: (key, values) => fill(say[key] ?? key, values),
    count(key, number) {
      const forms = count[key] ?? {};
      const form = forms[new Intl.PluralRules(language).select(number)] ?? forms.other ?? key;
      return fill(form, { count: number.toLocaleString(language) });
    },
    markFor: surrounding => languageMark(language, surrounding),
  };
}

function fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}
