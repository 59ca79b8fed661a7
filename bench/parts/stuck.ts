import { FAULT_LINES, type Line, type Part } from '../part.ts';
import { Stage } from '../stage.ts';

const MAX_READERS = 1_000;
const STUCK_SHARE = 0.1;
const CHANGE_BYTES = 16 * 1_024;
const PACED = { count: 512, gapMs: 0, changeBytes: CHANGE_BYTES };
const LOOK_EVERY_MS = 200;
const TOLD_WITHIN_MS = 5_000;
const BYTES_PER_MB = 1024 * 1024;

const LINES = {
  grownMb: {
    label: 'resident memory: most during the publishing over before, MB',
    goal: '≤ 40',
    compared: 'difference',
  },
  readerP50Ms: { label: 'publish to the others p50, ms' },
  readerP99Ms: { label: 'publish to the others p99, ms', goal: '≤ 1.5 x' },
  stuck: { label: 'readers that stopped reading', compared: 'not' },
  cut: { label: 'of them cut by a reset that they notice', compared: 'not' },
  closed: { label: 'closed, which they notice', compared: 'not' },
  caughtUp: { label: 'brought up to date', compared: 'not' },
  unaware: { label: 'left behind without knowing', goal: '0', compared: 'not' },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

/** What readers that stop reading cost the server and everybody else. */
export const stuck: Part<'stuck' | 'none-stuck', keyof typeof LINES> = {
  title: `one in ten readers stops reading; ${PACED.count} changes of 16 KB, 8 MB to each`,
  contenders: { stuck: 'some stuck', 'none-stuck': 'none stuck' },
  lines: LINES,
  readers: asked => Math.min(asked, MAX_READERS),
  async measure(contender, setting) {
    await using stage = new Stage(setting);
    await stage.aim(await stage.start('pressbox'));
    await stage.warmUp();
    await stage.load.ask('connect', stage.readers);
    if (contender === 'stuck') await stage.load.ask('stopReading', Math.round(stage.readers * STUCK_SHARE));
    const before = await stage.usage({ collected: true });
    const { value, mostBytes } = await watchingMemory(stage, () => stage.load.ask('publishPaced', PACED));
    const standings = await stage.load.ask('readAgain', TOLD_WITHIN_MS);
    const count = (wanted: string) => standings.filter(standing => standing === wanted).length;
    return {
      grownMb: (mostBytes - before.residentBytes) / BYTES_PER_MB,
      readerP50Ms: value.readerP50Ms,
      readerP99Ms: value.readerP99Ms,
      stuck: standings.length,
      cut: count('cut'),
      closed: count('closed'),
      caughtUp: count('caught-up'),
      unaware: count('unaware'),
      ...(await stage.load.ask('faults')),
    };
  },
};

async function watchingMemory<T>(stage: Stage, work: () => Promise<T>): Promise<{ value: T; mostBytes: number }> {
  let mostBytes = 0;
  const look = async () => {
    mostBytes = Math.max(mostBytes, (await stage.usage()).residentBytes);
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  try {
    const value = await work();
    await look();
    return { value, mostBytes };
  } finally {
    clearInterval(looking);
  }
}
