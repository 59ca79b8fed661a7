import type { Refusal } from '#server/refusal.ts';
import { type NewUser, type Role, User } from '#shared/users.ts';
import type { AuthContext, UserOutcome } from './accounts.ts';
import type { AuthLibrary } from './auth-library.ts';

/** The tables as the library sees them, inside a transaction. */
export type AuthTransaction = Parameters<Parameters<Adapter['transaction']>[0]>[0];
type Adapter = Awaited<AuthLibrary['$context']>['adapter'];

const MAX_LISTED_USERS = 10_000;

export async function createUser(context: AuthContext, newUser: NewUser): Promise<UserOutcome> {
  const { library, passwords, log } = context;
  const hash = await passwords.hash(newUser.password);
  const { adapter } = await library.$context;
  try {
    const user = await adapter.transaction(tables => insertUser(context, tables, newUser, hash));
    log.info({ userId: user.id, role: user.role }, 'account made');
    return { status: 'done', user };
  } catch (error) {
    if (await isEmailTaken(context, newUser.email)) return refused(EMAIL_TAKEN);
    throw error;
  }
}

/** The person and their password; `hash` was made before, so that the transaction is short. */
export async function insertUser(
  { clock }: AuthContext,
  tables: AuthTransaction,
  { name, email, role }: Omit<NewUser, 'password'>,
  hash: string,
): Promise<User> {
  const now = new Date(clock());
  const times = { createdAt: now, updatedAt: now };
  const user = await tables.create<Record<string, unknown>, { id: string }>({
    model: 'user',
    data: { name, email: email.toLowerCase(), role, emailVerified: false, ...times },
  });
  await tables.create({
    model: 'account',
    data: { userId: user.id, providerId: 'credential', accountId: user.id, password: hash, ...times },
  });
  return User.parse(user);
}

export async function isEmailTaken({ library }: AuthContext, email: string): Promise<boolean> {
  const { adapter } = await library.$context;
  return (await adapter.findOne({ model: 'user', where: [{ field: 'email', value: email.toLowerCase() }] })) !== null;
}

export async function listUsers({ library }: AuthContext): Promise<User[]> {
  const { adapter } = await library.$context;
  const rows = await adapter.findMany<unknown>({
    model: 'user',
    sortBy: { field: 'createdAt', direction: 'asc' },
    limit: MAX_LISTED_USERS,
  });
  return rows.map(row => User.parse(row));
}

export async function setRole(context: AuthContext, userId: string, role: Role): Promise<UserOutcome> {
  const { library, clock, log } = context;
  const { adapter } = await library.$context;
  const now = new Date(clock());
  const outcome = await adapter.transaction(async (tables): Promise<UserOutcome> => {
    const admins = await lockAdmins(tables, now);
    const user = await findUser(tables, userId);
    if (user === null) return refused(NO_USER);
    if (user.role === role) return { status: 'done', user };
    if (user.role === 'admin' && admins === 1) return refused(LAST_ADMIN);
    await tables.update({ model: 'user', where: byId(userId), update: { role, updatedAt: now } });
    await endSessions(tables, userId);
    return { status: 'done', user: { ...user, role } };
  });
  if (outcome.status === 'done') log.info({ userId, role }, 'role set');
  return outcome;
}

export async function removeUser({ library, clock, log }: AuthContext, userId: string): Promise<UserOutcome> {
  const { adapter } = await library.$context;
  const outcome = await adapter.transaction(async (tables): Promise<UserOutcome> => {
    const admins = await lockAdmins(tables, new Date(clock()));
    const user = await findUser(tables, userId);
    if (user === null) return refused(NO_USER);
    if (user.role === 'admin' && admins === 1) return refused(LAST_ADMIN);
    await endSessions(tables, userId);
    await tables.deleteMany({ model: 'account', where: [{ field: 'userId', value: userId }] });
    await tables.delete({ model: 'user', where: byId(userId) });
    return { status: 'done', user };
  });
  if (outcome.status === 'done') log.info({ userId }, 'account removed');
  return outcome;
}

export function countAdmins(tables: Pick<AuthTransaction, 'count'>): Promise<number> {
  return tables.count({ model: 'user', where: ADMINS });
}

export function refused(refusal: Refusal): { readonly status: 'refused'; readonly refusal: Refusal } {
  return { status: 'refused', refusal };
}

const EMAIL_TAKEN: Refusal = {
  status: 409,
  code: 'email-taken',
  reason: 'There is an account with this e-mail address.',
  field: 'email',
};
const NO_USER: Refusal = { status: 404, code: 'no-such-user', reason: 'There is no such account.' };
const LAST_ADMIN: Refusal = {
  status: 409,
  code: 'last-admin',
  reason: 'This is the only administrator. Make somebody else one first.',
};

const ADMINS = [{ field: 'role', value: 'admin' satisfies Role }];

async function findUser(tables: AuthTransaction, userId: string): Promise<User | null> {
  const row = await tables.findOne<unknown>({ model: 'user', where: byId(userId) });
  return row === null ? null : User.parse(row);
}

/** How many there are, counted by writing to them: of two transactions that each take one away, one waits for the other. */
function lockAdmins(tables: AuthTransaction, now: Date): Promise<number> {
  return tables.updateMany({ model: 'user', where: ADMINS, update: { updatedAt: now } });
}

async function endSessions(tables: AuthTransaction, userId: string): Promise<void> {
  await tables.deleteMany({ model: 'session', where: [{ field: 'userId', value: userId }] });
}

function byId(id: string): { field: string; value: string }[] {
  return [{ field: 'id', value: id }];
}
