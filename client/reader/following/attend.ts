import { followLensLinks } from '../lens/follow-lens-links.ts';
import { listenForKeys } from '../moving/keys.ts';
import { prepareForOffline } from '../offline/offline.ts';
import type { Reader } from '../reader.ts';
import { highestNumber } from '../reading.ts';
import { revealAtTop } from './at-top.ts';
import { countInTitle } from './count-in-title.ts';
import { keepKeyEvents } from './keep-key-events.ts';
import { keepPlace } from './keep-place.ts';
import { keepWording } from './keep-wording.ts';
import { letGlide } from './slide.ts';
import { takeUpZone } from './take-up-zone.ts';
import { tellNews } from './tell.ts';
import { tellAges } from './tell-ages.ts';
import { tellReaders } from './tell-readers.ts';
import { tellStatus } from './tell-status.ts';
import { type Absence, keepVisit } from './visits.ts';
import { watchChanged } from './watch-changed.ts';

/** Attends to what changes, beginning with what has changed since the page was made. `onReturn`: the reader was in another tab for a while. Answers the way to stop. */
export function attend(reader: Reader, onReturn: (absence: Absence) => void): () => void {
  const { article, reading, preferences } = reader;
  takeUpZone(preferences);
  // Without this chunk everything was shown as it came.
  const { revealedTo } = reading.getState();
  if (revealedTo === Number.POSITIVE_INFINITY)
    reading.setState({ revealedTo: highestNumber(article.store.getState().article) });
  const seen = new Map<number, number>();
  const stops = [
    letGlide(article),
    keepPlace(article),
    keepKeyEvents(reader),
    keepWording(reader),
    tellNews(reader),
    keepVisit(reader, { seen, onReturn }),
    watchChanged(reader, seen),
    countInTitle(reader),
    revealAtTop(reader),
    tellAges(reader),
    tellStatus(reader),
    tellReaders(reader),
    listenForKeys(reader),
    followLensLinks(reader),
    prepareForOffline(reader),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
