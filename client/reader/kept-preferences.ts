/** What a reader chose on this device, for all articles. It never leaves the device. */
export interface Preferences {
  /** How soon new entries come to the timeline (WCAG 2.2.2). */
  readonly pace: Pace;
  /** What is taken up again after a pause. */
  readonly paceBefore: Pace;
  /** Whose clock the times are written by. */
  readonly zone: 'event' | 'own';
  /** What is shown of entries that are there in several languages. */
  readonly translations: Shown;
  /** In which language those are read best; null: the first of the device's that there is. */
  readonly language: string | null;
  /** Single letters as shortcuts; off for those whose speech input would press them (WCAG 2.1.4). */
  readonly keys: 'on' | 'off';
}

export const PACES = ['live', 'minute', 'five-minutes', 'key-events', 'paused'] as const;
export type Pace = (typeof PACES)[number];

export const TRANSLATIONS = ['both', 'original', 'translation'] as const;
type Shown = (typeof TRANSLATIONS)[number];

export const STORAGE_KEY = 'pressbox-preferences';
export const DEFAULTS: Preferences = {
  pace: 'live',
  paceBefore: 'live',
  zone: 'event',
  translations: 'both',
  language: null,
  keys: 'on',
};

/** Whatever lies there, only choices that there are. */
export function keptPreferences(): Preferences {
  const { pace, paceBefore, zone, translations, language, keys } = readStorage();
  return {
    pace: knownPace(pace),
    paceBefore: knownPace(paceBefore),
    zone: zone === 'event' ? 'event' : 'own',
    translations: TRANSLATIONS.find(known => known === translations) ?? DEFAULTS.translations,
    language: typeof language === 'string' ? language : DEFAULTS.language,
    keys: keys === 'off' ? 'off' : DEFAULTS.keys,
  };
}

function knownPace(pace: unknown): Pace {
  return PACES.find(known => known === pace) ?? DEFAULTS.pace;
}

function readStorage(): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'));
  } catch {
    return {};
  }
}
