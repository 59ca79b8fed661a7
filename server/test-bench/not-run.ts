import { it } from 'vitest';

/** Why tests are skipped, for the list at the end of a run (not-run-here.ts). */
export const NO_POSTGRES =
  'no PostgreSQL is at TEST_DATABASE_URL or on its port here, and none of the development dependencies could be started';
export const NO_OWN_POSTGRES = 'the development dependencies hold no PostgreSQL for this system';
export const NO_REDIS = 'no Redis is at TEST_REDIS_URL or on its port here, and neither it nor Valkey is installed';
export const NO_OWN_REDIS = 'neither Redis nor Valkey is installed';
export const NO_NGINX = 'nginx is not installed';
export const NO_STRACE = 'strace is missing, or may not trace';

/** Stands for a suite that cannot even be set up here. */
export function notRun(what: string, why: string): void {
  it(what, ({ skip }) => skip(why));
}
