import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startNaiveWs } from './peers/naive-ws.ts';
import type { PeerName } from './peers/peer-name.ts';
import { startPressbox } from './peers/pressbox.ts';
import { startSocketIo } from './peers/socket-io.ts';
import { answerQuestions } from './questions.ts';
import type { Peer } from './target.ts';
import { usage } from './usage.ts';

/** A server under measurement, in a process of its own: its name, and settings as JSON. */

const LOOP_WATCH_MS = 5;
const NS_PER_MS = 1e6;

const start: Readonly<Record<PeerName, (settings: Record<string, string>) => Promise<Peer>>> = {
  pressbox: startPressbox,
  'naive-ws': startNaiveWs,
  'socket-io': startSocketIo,
};

const [, , name = '', settings = '{}'] = process.argv;
const peer = start[name as PeerName](JSON.parse(settings));
// Whoever asks for the target is told.
peer.catch(() => {});
const closed = () =>
  peer.then(
    ({ close }) => close(),
    () => {},
  );

const loop = monitorEventLoopDelay({ resolution: LOOP_WATCH_MS });

const answers = {
  target: async () => (await peer).target,
  usage,
  watchLoop() {
    loop.reset();
    loop.enable();
  },
  longestStallMs() {
    loop.disable();
    return loop.max / NS_PER_MS;
  },
};

export type ServerAnswers = typeof answers;

answerQuestions(answers, { beforeExit: closed });
