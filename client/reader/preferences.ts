import { createStore, type StoreApi } from 'zustand/vanilla';
import { showTranslations } from './translations.ts';

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

export type PreferenceStore = StoreApi<Preferences>;

const STORAGE_KEY = 'pressbox-preferences';
const DEFAULTS: Preferences = {
  pace: 'live',
  paceBefore: 'live',
  zone: 'event',
  translations: 'both',
  language: null,
  keys: 'on',
};

/** What the server rendered at first, which knows no clock but that of the event; `remember` brings what was chosen. */
export function createPreferences(): PreferenceStore {
  return createStore(() => DEFAULTS);
}

export function choosePace(preferences: PreferenceStore, pace: Pace): void {
  const { pace: before } = preferences.getState();
  preferences.setState(before === 'paused' ? { pace } : { pace, paceBefore: before });
}

/** Takes what was chosen before, here or in another tab, and keeps what is chosen from now on. */
export function remember(preferences: PreferenceStore): () => void {
  const stop = new AbortController();
  const { zone, ...others } = keptPreferences();
  preferences.setState(others);
  // Other times may be of another day, and need other room.
  import('./following/slide.ts').then(
    ({ slideOver }) => void slideOver(() => preferences.setState({ zone })),
    () => {},
  );
  showTranslations(preferences.getState());
  addEventListener('storage', ({ key }) => key === STORAGE_KEY && preferences.setState(keptPreferences()), {
    signal: stop.signal,
  });
  const unsubscribe = preferences.subscribe(chosen => {
    showTranslations(chosen);
    const text = JSON.stringify(chosen);
    if (text === JSON.stringify(keptPreferences())) return;
    try {
      localStorage.setItem(STORAGE_KEY, text);
    } catch {
      // Storage may be forbidden or full: then the choice holds for this page.
    }
  });
  return () => {
    stop.abort();
    unsubscribe();
  };
}

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
