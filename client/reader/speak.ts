import { after } from '../live/browser.ts';
import { type Texts, textsIn } from '../ui/texts.ts';
import type { Reader } from './reader.ts';

/** Then the line is empty again, for the same words twice in a row would not be heard. */
const SPOKEN_MS = 5_000;

/** Says it once in the status line. */
export function speak({ reading }: Reader, say: (texts: Texts) => string): void {
  const announcement = say(textsIn(reading.getState().wording));
  reading.setState({ announcement });
  after(SPOKEN_MS, () => {
    if (reading.getState().announcement === announcement) reading.setState({ announcement: '' });
  });
}
