import { keptPreferences } from '../kept-preferences.ts';
import type { PreferenceStore } from '../preferences.ts';
import { slideOver } from './slide.ts';

/** Writes times by the clock that the reader chose. They may be of another day then, and need other room. */
export function takeUpZone(preferences: PreferenceStore): void {
  const { zone } = keptPreferences();
  if (zone === preferences.getState().zone) return;
  // All of the page is written anew: in a turn of its own, for a slow phone.
  setTimeout(() => slideOver(() => preferences.setState({ zone })));
}
