import { after } from '../live/browser.ts';
import type { Reader } from './reader.ts';
import { speak } from './speak.ts';

/** A link that is lost for less than this is nobody's business. */
const WORTH_TELLING_MS = 5_000;

/** Tells that the connection is lost, where that lasts and anything is still to come: nothing that would have to be loaded first could do that. */
export function tellConnection(reader: Reader): () => void {
  const { article, reading } = reader;
  let stopTimer: (() => void) | null = null;

  function tellLost(): void {
    reading.setState({ link: 'lost' });
    speak(reader, texts => texts.say('connectionLost'));
  }
  function look(): void {
    const { connection, article: state } = article.store.getState();
    const isCut = connection.status === 'connecting' || connection.status === 'waiting';
    if (isCut && state.article.status !== 'ended') {
      stopTimer ??= after(WORTH_TELLING_MS, tellLost);
      return;
    }
    stopTimer?.();
    stopTimer = null;
    if (reading.getState().link === 'lost') reading.setState({ link: 'sound' });
  }

  look();
  const unsubscribe = article.store.subscribe(look);
  return () => {
    unsubscribe();
    stopTimer?.();
  };
}
