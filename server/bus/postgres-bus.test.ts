import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { NO_OWN_POSTGRES, NO_POSTGRES, notRun } from '#server/test-bench/not-run.ts';
import { findPostgres, ownPostgres } from '#server/test-bench/postgres-server.ts';
import { silentLink } from '#server/test-bench/silent-link.ts';
import { busBetweenNodesContract } from './bus-contract.ts';
import { postgresBus } from './postgres-bus.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) notRun('PostgreSQL: the bus', NO_POSTGRES);
else busBetweenNodesContract('PostgreSQL', server.url, url => postgresBus(url, { warn() {} }));

it('[D2] PostgreSQL: bells are carried again soon after the connection that carried them went silent', async ({
  skip,
}) => {
  if (server === null) return skip(NO_POSTGRES);
  await using link = await silentLink(server.url);
  const [here, there] = [postgresBus(link.url, { warn() {} }), postgresBus(server.url, { warn() {} })];
  onTestFinished(async () => void (await Promise.all([here.close(), there.close()])));
  const articleId = randomUUID();
  let heard = 0;
  there.listen(doorbell => {
    if (doorbell.articleId === articleId) heard = doorbell.seq;
  });
  await expect.poll(() => there.state().isConnected).toBe(true);
  here.ring({ articleId, seq: 1 });
  await expect.poll(() => heard).toBe(1);

  link.silence();

  let seq = 1;
  const ringing = setInterval(() => here.ring({ articleId, seq: ++seq }), 50);
  onTestFinished(() => clearInterval(ringing));
  await expect.poll(() => heard, { timeout: 5_000 }).toBeGreaterThan(1);
});

describe('a PostgreSQL that ends', () => {
  it('shows in the state of the bus', async ({ skip }) => {
    const own = await ownPostgres();
    if (own === null) return skip(NO_OWN_POSTGRES);
    onTestFinished(() => own.stop());
    const bus = postgresBus(own.url, { warn() {} });
    onTestFinished(() => bus.close());
    await expect.poll(() => bus.state().isConnected).toBe(true);

    await own.stop();

    await expect.poll(() => bus.state()).toEqual({ kind: 'postgres', isConnected: false, rung: 0, heard: 0 });
  });
});
