import { type LanguageMark, languageMark, primaryOf } from './language-mark.ts';

/** What the interface says, in one language. `say` fills in `{names}`; `count` also picks the plural form for its number. */
export interface Texts {
  readonly language: string;
  say(key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  count(key: CountKey, number: number): string;
  /** `lang` and `dir` for an interface text inside content of another language; nothing where they agree. */
  markFor(surrounding: string): LanguageMark;
}

const ENGLISH = {
  say: {
    skipToContent: 'Skip to the article',
    skipToUpdates: 'Skip to the latest updates',
    allCoverage: 'All coverage',
    liveCoverage: 'Live coverage',
    noCoverage: 'There is no coverage yet.',
    status_upcoming: 'Upcoming',
    status_live: 'Live',
    status_paused: 'Paused',
    status_ended: 'Ended',
    startsAt: 'Starts {time}',
    latestAt: 'Latest {time}',
    sample: 'Sample',
    sampleNote: 'Sample coverage, made to show how Pressbox looks.',
    by: 'By {names}',
    authorWithRole: '{name}, {role}',
    summary: 'What we know',
    summaryEditedAt: 'Updated {time}',
    keyEvents: 'Key events',
    keyEvent: 'Key event',
    pinned: 'Pinned',
    toPinnedOriginal: 'See it in the timeline',
    updates: 'Updates',
    olderUpdates: 'Earlier updates',
    noUpdates: 'No updates yet. They will appear here by themselves.',
    noUpdatesEnded: 'No updates were published.',
    timesIn: 'Times: {zone}',
    updateNumber: 'Update {number}',
    number: 'No. {number}',
    edit_update: 'Updated {time}',
    edit_clarification: 'Clarified {time}',
    edit_correction: 'Corrected {time}',
    withNote: '{what}:',
    retractedAt: 'This update was withdrawn, {time}',
    source: 'Source:',
    source_own: 'Own reporting',
    source_wire: 'News agency',
    source_official: 'Official',
    source_social: 'Social media',
    source_reader: 'From a reader',
    tags: 'Tags:',
    older: 'Earlier updates',
    olderLoading: 'Loading earlier updates …',
    newer: 'Newer updates',
    latest: 'Latest updates',
    olderThan: 'Updates before No. {number}',
    featured: 'Featured',
    related: 'Related',
    connectionLost: 'Connection lost – trying again',
    gone: 'This coverage is no longer available.',
    outdated: 'This page is out of date.',
    reload: 'Reload the page',
    broken: 'Something went wrong on this page.',
    backHome: 'See all coverage',
  },
  count: {
    updates: { one: '{count} update', other: '{count} updates' },
    newUpdates: { one: '{count} new update', other: '{count} new updates' },
    corrections: { one: '{count} correction', other: '{count} corrections' },
    withdrawals: {
      one: '{count} update withdrawn',
      other: '{count} updates withdrawn',
    },
    allKeyEvents: {
      one: 'Show {count} earlier key event',
      other: 'Show {count} earlier key events',
    },
  },
} satisfies Table;

type TextKey = keyof (typeof ENGLISH)['say'];
type CountKey = keyof (typeof ENGLISH)['count'];

/** A language's whole table: every key of the English one, and as many plural forms as the language has. */
type Translation = {
  readonly say: Readonly<Record<TextKey, string>>;
  readonly count: Readonly<Record<CountKey, Forms>>;
};
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
interface Table {
  readonly say: Readonly<Record<string, string>>;
  readonly count: Readonly<Record<string, Forms>>;
}

const FALLBACK_LANGUAGE = 'en';
const TRANSLATIONS: ReadonlyMap<string, Translation> = new Map([[FALLBACK_LANGUAGE, ENGLISH]]);

/** The texts for a page in this language; English where it has not been translated. */
export function textsFor(language: string): Texts {
  const primary = primaryOf(language);
  const translation = TRANSLATIONS.get(primary);
  return translation ? textsFrom(primary, translation) : textsFrom(FALLBACK_LANGUAGE, ENGLISH);
}

function textsFrom(language: string, { say, count }: Translation): Texts {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return {
    language,
    say: (key, values) => fill(say[key], values),
    count(key, number) {
      const forms = count[key];
      return fill(forms[plurals.select(number)] ?? forms.other, {
        count: numbers.format(number),
      });
    },
    markFor: surrounding => languageMark(language, surrounding),
  };
}

function fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}
