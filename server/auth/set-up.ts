import { createHash, randomBytes } from 'node:crypto';
import type { Refusal } from '#server/refusal.ts';
import { NewUser, type SetUp } from '#shared/users.ts';
import type { AuthContext, SetUpOutcome, UserOutcome } from './accounts.ts';
import { openSession } from './sessions.ts';
import { countAdmins, createUser, insertUser, isEmailTaken, refused } from './users.ts';

const TOKEN_BYTES = 32;
/** The link stands in a log that may be kept for long. */
const TOKEN_VALID_MS = 24 * 60 * 60 * 1_000;
const IDENTIFIER = 'set-up';

export async function isSetUpNeeded({ library }: AuthContext): Promise<boolean> {
  const { adapter } = await library.$context;
  return (await countAdmins(adapter)) === 0;
}

export async function issueSetUpToken({ library, clock }: AuthContext): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const now = clock();
  const times = { createdAt: new Date(now), updatedAt: new Date(now), expiresAt: new Date(now + TOKEN_VALID_MS) };
  const { adapter } = await library.$context;
  await adapter.transaction(async tables => {
    await tables.deleteMany({ model: 'verification', where: [{ field: 'identifier', value: IDENTIFIER }] });
    await tables.create({ model: 'verification', data: { identifier: IDENTIFIER, value: hashOf(token), ...times } });
  });
  return token;
}

export async function setUp(context: AuthContext, request: SetUp): Promise<SetUpOutcome> {
  const { library, passwords, clock, log } = context;
  const { adapter } = await library.$context;
  if (!(await isSetUpNeeded(context))) return refused(SET_UP_DONE);
  const where = [
    { field: 'identifier', value: IDENTIFIER },
    { field: 'value', value: hashOf(request.token) },
    { field: 'expiresAt', operator: 'gt' as const, value: new Date(clock()) },
  ];
  if ((await adapter.findOne({ model: 'verification', where })) === null) return refused(BAD_TOKEN);
  const hash = await passwords.hash(request.password);
  const refusal = await adapter.transaction(async (tables): Promise<Refusal | null> => {
    if ((await countAdmins(tables)) > 0) return SET_UP_DONE;
    if ((await tables.consumeOne({ model: 'verification', where })) === null) return BAD_TOKEN;
    const user = await insertUser(context, tables, { ...request, role: 'admin' }, hash);
    log.info({ userId: user.id }, 'first administrator made');
    return null;
  });
  if (refusal !== null) return refused(refusal);
  const opened = await openSession(context, { ...request, headers: {} });
  if (opened === null) throw new Error('the first administrator was made but could not be signed in');
  return { status: 'done', ...opened };
}

export async function ensureAdmin(
  context: AuthContext,
  admin: { readonly email: string; readonly password: string },
): Promise<UserOutcome | { readonly status: 'exists' }> {
  if (await isEmailTaken(context, admin.email)) return { status: 'exists' };
  const parsed = NewUser.safeParse({ name: 'Administrator', role: 'admin', ...admin });
  if (parsed.success) return createUser(context, parsed.data);
  const issues = parsed.error.issues.map(issue => ({ field: issue.path.join('.'), reason: issue.message }));
  const reason = issues.map(issue => `${issue.field} ${issue.reason}`).join('; ');
  return refused({ status: 422, code: 'malformed', reason, issues });
}

const SET_UP_DONE: Refusal = {
  status: 409,
  code: 'set-up-done',
  reason: 'There is an administrator already. Sign in, or ask them for an account.',
};
const BAD_TOKEN: Refusal = {
  status: 403,
  code: 'bad-set-up-token',
  reason: 'This set-up link is wrong, used or older than a day. Each start of the server prints a new one.',
  field: 'token',
};

/** Who reads the database cannot make the link from it. The token is random, so a plain hash is enough. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
