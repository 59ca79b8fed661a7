import type { Delivered, DeliveryReport, Trouble } from '#shared/delivery.ts';

/** What the report says, in sentences for editors. */

const counted = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });
const dayAndClock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

const MS_PER_SECOND = 1_000;
/** Nobody sees the difference between what is shorter. */
const SHORTEST_MS = 10;
const TEN_SECONDS_MS = 10_000;
const MEGABYTE = 1_000_000;

export function number(value: number): string {
  return counted.format(value);
}

/** With the date where that is not today's. */
export function timeOfDay(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return (isToday ? clock : dayAndClock).format(at);
}

export function seconds(milliseconds: number): string {
  if (milliseconds < SHORTEST_MS) return '< 0.01 s';
  const inSeconds = milliseconds / MS_PER_SECOND;
  return `${milliseconds < TEN_SECONDS_MS ? inSeconds.toFixed(2) : number(Math.round(inSeconds))} s`;
}

export function readersConnected({ readers }: Pick<DeliveryReport, 'readers'>): string {
  if (readers === 0) return 'Nobody is connected now.';
  return readers === 1 ? '1 reader is connected.' : `${number(readers)} readers are connected.`;
}

/** How long an update took to reach its readers; goes on after its headline. */
export function reached({ readers, halfMs, mostMs }: Pick<Delivered, 'readers' | 'halfMs' | 'mostMs'>): string {
  if (readers === 1) return `its one reader had it within ${atLeast(mostMs)}.`;
  return `half of ${number(readers)} readers had it within ${atLeast(halfMs)}, 95 % within ${atLeast(mostMs)}.`;
}

function atLeast(milliseconds: number): string {
  return seconds(Math.max(SHORTEST_MS, milliseconds));
}

export interface TroubleWords {
  readonly title: string;
  readonly meaning: string;
  readonly advice: string;
}

export function troubleWords(trouble: Trouble, { recentMinutes }: Pick<DeliveryReport, 'recentMinutes'>): TroubleWords {
  switch (trouble.code) {
    case 'store-unavailable':
      return {
        title: 'The store does not answer',
        meaning:
          'Nothing can be published now, and nobody new can open an article. Connected readers keep what they have.',
        advice: 'Tell whoever runs the server. You can go on writing: your text is kept.',
      };
    case 'store-full':
      return {
        title: 'The store has no space left',
        meaning: 'Nothing can be published until there is space again. Readers keep what they have.',
        advice: 'Tell whoever runs the server at once. You can go on writing: your text is kept in this browser.',
      };
    case 'disk-low':
      return {
        title: `Space is low: ${number(Math.floor(trouble.freeBytes / MEGABYTE))} MB are left`,
        meaning: 'Nothing can be published any more once it is used up.',
        advice: 'Tell whoever runs the server to make space.',
      };
    case 'bus-down':
      return {
        title: 'The nodes do not hear each other',
        meaning: 'Readers still get everything, but up to a second later.',
        advice: `Tell whoever runs the server that ${BUS_NAMES[trouble.kind]} cannot be reached.`,
      };
    case 'node-busy':
      return {
        title: 'The server has more to do than it can',
        meaning: `What it does begins about ${seconds(trouble.delayMs)} late, for readers and editors alike.`,
        advice: 'Leave imports for later. If it stays like this, tell whoever runs the server.',
      };
    case 'delivery-slow':
      return {
        title: 'The last update was slow',
        meaning: `It took ${seconds(trouble.tookMs)} to reach 95 % of its readers. It is complete and in its place.`,
        advice: 'If the next one is slow too, tell whoever runs the server.',
      };
    case 'readers-too-slow':
      return {
        title: `${number(trouble.cut)} readers could not keep up`,
        meaning: `They were cut off in the last ${recentMinutes} minutes. They come back by themselves and miss nothing.`,
        advice: 'If it goes on, tell whoever runs the server: the line to the readers may be too narrow.',
      };
    default:
      return trouble satisfies never;
  }
}

const BUS_NAMES = { 'in-process': 'the bus', postgres: 'PostgreSQL', redis: 'Redis' } as const;
