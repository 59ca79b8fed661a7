import { isAPIError } from 'better-auth/api';
import { User } from '#shared/users.ts';
import type { AuthContext, SessionHeaders, SignInAttempt, SignInOutcome } from './accounts.ts';
import { SESSION_MAX_SECONDS } from './auth-library.ts';
import { isRightPassword } from './credentials.ts';

const SESSION_MAX_MS = SESSION_MAX_SECONDS * 1_000;
const SESSION_IDLE_MS = 8 * 60 * 60 * 1_000;
/** A session that is in use is written down as such this often, not at every request. */
const SESSION_NOTED_EVERY_MS = 5 * 60 * 1_000;
const MAX_USER_AGENT_CHARS = 300;

export async function signIn(context: AuthContext, attempt: SignInAttempt): Promise<SignInOutcome> {
  const { limit, log } = context;
  const { address } = attempt;
  const admission = await limit.admit(attempt);
  if (admission.status === 'limited') {
    log.info({ address }, 'sign-in limited');
    return admission;
  }
  const opened = (await isRightPassword(context, attempt.email, attempt.password))
    ? await openSession(context, attempt)
    : null;
  if (opened === null) {
    log.info({ address }, 'sign-in refused');
    return { status: 'refused' };
  }
  await limit.succeeded(attempt);
  log.info({ address, userId: opened.user.id }, 'signed in');
  return { status: 'signed-in', ...opened };
}

/**
 * A new session, whatever cookie came along; the one of that cookie ends. Null where name or password are wrong: the library
 * checks again, since its sign-in is where one-time codes hook in.
 */
export async function openSession(
  context: AuthContext,
  { email, password, headers }: Pick<SignInAttempt, 'email' | 'password' | 'headers'>,
): Promise<{ readonly user: User; readonly cookies: string[] } | null> {
  const agent = headers['user-agent']?.slice(0, MAX_USER_AGENT_CHARS) ?? '';
  try {
    const { response, headers: answer } = await context.library.api.signInEmail({
      body: { email: email.trim(), password },
      headers: new Headers({ 'user-agent': agent }),
      returnHeaders: true,
    });
    await signOut(context, headers);
    await removeIdleSessions(context);
    return { user: User.parse(response.user), cookies: sessionCookies(context, answer) };
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null;
    throw error;
  }
}

export async function signOut(context: AuthContext, headers: SessionHeaders): Promise<string[]> {
  // The library keeps quiet about a store that did not end the session; a read says whether it answers.
  await userOf(context, headers);
  const answer = await context.library.api.signOut({ headers: asFetchHeaders(headers), returnHeaders: true });
  return sessionCookies(context, answer.headers);
}

export async function userOf(context: AuthContext, headers: SessionHeaders): Promise<User | null> {
  if (!headers.cookie?.includes(`${context.cookieName}=`)) return null;
  const found = await context.library.api.getSession({ headers: asFetchHeaders(headers) });
  if (found === null) return null;
  const { session, user } = found;
  const now = context.clock();
  const idleMs = now - session.updatedAt.getTime();
  const { adapter } = await context.library.$context;
  if (idleMs >= SESSION_IDLE_MS || now - session.createdAt.getTime() >= SESSION_MAX_MS) {
    await adapter.delete({ model: 'session', where: [{ field: 'id', value: session.id }] });
    return null;
  }
  if (idleMs >= SESSION_NOTED_EVERY_MS)
    await adapter.update({
      model: 'session',
      where: [{ field: 'id', value: session.id }],
      update: { updatedAt: new Date(now) },
    });
  return User.parse(user);
}

/** Sessions whose browser never came back would stay for ever. */
async function removeIdleSessions({ library, clock }: AuthContext): Promise<void> {
  const { adapter } = await library.$context;
  const idleSince = new Date(clock() - SESSION_IDLE_MS);
  await adapter.deleteMany({ model: 'session', where: [{ field: 'updatedAt', operator: 'lte', value: idleSince }] });
}

/** The library also clears cookies of features that are not in use. */
function sessionCookies({ cookieName }: AuthContext, answer: Headers): string[] {
  return answer.getSetCookie().filter(cookie => cookie.startsWith(`${cookieName}=`));
}

function asFetchHeaders({ cookie = '' }: SessionHeaders): Headers {
  return new Headers({ cookie });
}
