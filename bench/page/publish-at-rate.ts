import { setTimeout as pause } from 'node:timers/promises';
import type { MeasuredPage, Site } from './site.ts';

export interface PublishRate {
  readonly aSecond: number;
  readonly forS: number;
}

const MS_PER_S = 1_000;

/** Publishes entries when they are due, whatever became of the last ones. */
export async function publishAtRate(site: Site, page: MeasuredPage, { aSecond, forS }: PublishRate): Promise<void> {
  const beganMs = performance.now();
  const publishing: Promise<void>[] = [];
  for (let n = 0; n < aSecond * forS; n++) {
    await pause(Math.max(0, beganMs + (n * MS_PER_S) / aSecond - performance.now()));
    publishing.push(site.publish(page, n));
  }
  await Promise.all(publishing);
}
