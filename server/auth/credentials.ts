import { sql } from 'kysely';
import type { AuthContext } from './accounts.ts';
import { isOutdated } from './passwords.ts';

interface Credential {
  readonly id: string;
  readonly hash: string;
}

/**
 * Whether there is an account of this address and password, found out by the same work either way: the library's own check does
 * measurably less for a name it does not know, which tells who has an account.
 */
export async function isRightPassword(context: AuthContext, email: string, password: string): Promise<boolean> {
  const { db, passwords } = context;
  const { rows } = await sql<Credential>`
    select account.id, account.password as hash from account join "user" on "user".id = account."userId"
    where "user".email = ${email.trim().toLowerCase()} and account."providerId" = 'credential'`.execute(db);
  const credential = rows[0];
  const isRight = await passwords.verify({ hash: credential?.hash ?? passwords.decoy, password });
  if (credential === undefined || !isRight) return false;
  if (isOutdated(credential.hash)) await renewHash(context, credential, password);
  return true;
}

/** At a sign-in the password is at hand: the moment to bring an old hash to today's parameters. */
async function renewHash({ library, passwords }: AuthContext, { id }: Credential, password: string): Promise<void> {
  const { adapter } = await library.$context;
  const hash = await passwords.hash(password);
  await adapter.update({ model: 'account', where: [{ field: 'id', value: id }], update: { password: hash } });
}
