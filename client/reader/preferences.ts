import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEFAULTS, keptPreferences, type Pace, type Preferences, STORAGE_KEY } from './kept-preferences.ts';
import { showTranslations } from './translations.ts';

export type PreferenceStore = StoreApi<Preferences>;

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
  // Other times may need other room: following/take-up-zone.ts has it made for them.
  const { zone: _, ...others } = keptPreferences();
  preferences.setState(others);
  showTranslations(preferences.getState());
  addEventListener('storage', ({ key }) => key === STORAGE_KEY && preferences.setState(keptPreferences()), {
    signal: stop.signal,
  });
  const unsubscribe = preferences.subscribe((chosen, before) => {
    showTranslations(chosen);
    const kept = keptPreferences();
    const text = JSON.stringify({ ...kept, ...changesIn(chosen, before) });
    if (text === JSON.stringify(kept)) return;
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

/** Alone: what the page has not taken up yet, it must not overwrite. */
function changesIn(chosen: Preferences, before: Preferences): Partial<Preferences> {
  return Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => value !== before[name as keyof Preferences]),
  );
}
