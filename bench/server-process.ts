import { startNaiveWs } from './peers/naive-ws.ts';
import { startPressbox } from './peers/pressbox.ts';
import { answerQuestions } from './questions.ts';
import type { Peer } from './target.ts';
import { usage } from './usage.ts';

/** A server under measurement, in a process of its own. */

export type PeerName = 'pressbox' | 'naive-ws';

const start: Readonly<Record<PeerName, () => Promise<Peer>>> = {
  pressbox: () => startPressbox({ logLevel: 'info' }),
  'naive-ws': startNaiveWs,
};

const peer = start[process.argv[2] as PeerName]();
// Whoever asks for the target is told.
peer.catch(() => {});
const closed = () =>
  peer.then(
    ({ close }) => close(),
    () => {},
  );

const answers = {
  target: async () => (await peer).target,
  usage,
};

export type ServerAnswers = typeof answers;

answerQuestions(answers, { beforeExit: closed });
