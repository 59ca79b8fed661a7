import { describe, expect, it } from 'vitest';
import { NO_POSTGRES } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { openPostgresStore } from './open-store.ts';

const QUIET = { warn() {} };

describe('a database that cannot be used is named as what DATABASE_URL says, without its password', () => {
  it.each([
    ['a port where nobody listens', '127.0.0.1:1', /^connect ECONNREFUSED 127\.0\.0\.1:1$/],
    ['a host that is not known', 'nowhere.invalid', /^getaddrinfo \w+ nowhere\.invalid$/],
  ])('%s', async (_what, host, reason) => {
    const message = await refusalOf(`postgres://ada:hunter2@${host}/news?application_name=hunter3`);

    expect(message).toMatch(`DATABASE_URL: ${host}/news cannot be used: `);
    expect(message.split('cannot be used: ')[1]).toMatch(reason);
  });

  it('a database that there is not', async ({ skip }) => {
    const server = await findPostgres();
    if (server === null) return skip(NO_POSTGRES);
    const url = Object.assign(new URL(server.url), { pathname: '/not_there' });

    const message = await refusalOf(url.href);

    await server.stop();
    expect(message).toBe(`DATABASE_URL: ${url.host}/not_there cannot be used: database "not_there" does not exist`);
  });
});

async function refusalOf(url: string): Promise<string> {
  try {
    const { store } = await openPostgresStore(url, QUIET);
    await store.close();
    return 'it was opened';
  } catch (error) {
    expect(error).toMatchObject({ name: 'UnusableStore' });
    return (error as Error).message;
  }
}
