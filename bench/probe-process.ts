import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerQuestions } from './questions.ts';
import { percentile } from './statistics.ts';

/** Somebody who asks for a page, in a process that does nothing else: its times are the server's. */

interface Probe {
  readonly port: number;
  readonly path: string;
  readonly everyMs: number;
  readonly forMs: number;
}

/** Open before it counts: accepting is something else than answering. In turns, so that none is given up as idle. */
const CONNECTIONS = 128;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' });

const answers = {
  open: (port: number, path: string) => Promise.all(Array.from({ length: CONNECTIONS }, () => get(port, path))),
  probe,
};

export type ProbeAnswers = typeof answers;

answerQuestions(answers, { beforeExit: () => agent.destroy() });

/** A request whenever one is due, whatever became of the others; times count from then. */
async function probe({ port, path, everyMs, forMs }: Probe) {
  const beganMs = performance.now();
  const asked: Promise<number | null>[] = [];
  for (let n = 0; n * everyMs < forMs; n++) {
    const dueMs = beganMs + n * everyMs;
    await pause(Math.max(0, dueMs - performance.now()));
    asked.push(get(port, path).then(isAnswered => (isAnswered ? performance.now() - dueMs : null)));
  }
  const times = (await Promise.all(asked)).filter(ms => ms !== null);
  return {
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    failed: asked.length - times.length,
  };
}

function get(port: number, path: string): Promise<boolean> {
  return new Promise(resolve => {
    const asking = request({ host: '127.0.0.1', port, path, agent });
    asking.on('error', () => resolve(false));
    asking.on('response', response => {
      response.resume().on('end', () => resolve(response.statusCode === 200));
    });
    asking.end();
  });
}
