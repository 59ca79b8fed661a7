import * as z from 'zod';
import { create } from 'zustand';
import type { SetUp, SignIn } from '#shared/users.ts';
import { User } from '#shared/users.ts';
import { announce } from '../announce.ts';
import { type Answer, request } from '../request.ts';

/** `expired`: the server no longer knows the session, but the screen and what was typed on it are still there. */
export type Session =
  | { readonly status: 'loading' }
  | { readonly status: 'unreachable'; readonly reason: string }
  | { readonly status: 'absent'; readonly isSetUpNeeded: boolean }
  | { readonly status: 'present'; readonly user: User }
  | { readonly status: 'expired'; readonly user: User; readonly isAsking: boolean };

export const useSession = create<Session>(() => ({ status: 'loading' }));

const SessionAnswer = z.object({ user: User });
/** Nobody being signed in is an answer, too. */
const WhoAnswer = z.object({ user: User.nullable() });

export async function loadSession(): Promise<void> {
  const answer = await request({ method: 'GET', path: '/api/session', answer: WhoAnswer });
  switch (answer.outcome) {
    case 'ok':
      return answer.value.user === null ? showAbsent() : show({ status: 'present', user: answer.value.user });
    case 'signed-out':
      return showAbsent();
    case 'refused':
      return show({ status: 'unreachable', reason: answer.problem.detail });
    case 'unreachable':
      return show({ status: 'unreachable', reason: answer.reason });
    default:
      answer satisfies never;
  }
}

async function showAbsent(): Promise<void> {
  show({ status: 'absent', isSetUpNeeded: await isSetUpNeeded() });
}

export async function signIn(credentials: SignIn): Promise<Answer<unknown>> {
  const answer = await request({ method: 'POST', path: '/api/session', body: credentials, answer: SessionAnswer });
  if (answer.outcome === 'ok') show({ status: 'present', user: answer.value.user });
  return answer;
}

export async function setUp(first: SetUp): Promise<Answer<unknown>> {
  const answer = await request({ method: 'POST', path: '/api/setup', body: first, answer: SessionAnswer });
  if (answer.outcome === 'ok') show({ status: 'present', user: answer.value.user });
  return answer;
}

export async function signOut(): Promise<Answer<unknown>> {
  const answer = await request({ method: 'DELETE', path: '/api/session', answer: z.null() });
  if (answer.outcome === 'ok' || answer.outcome === 'signed-out') show({ status: 'absent', isSetUpNeeded: false });
  return answer;
}

/** The server says that the session is gone. Nobody is interrupted yet. */
export function expire(): void {
  const session = useSession.getState();
  if (session.status !== 'present') return;
  show({ status: 'expired', user: session.user, isAsking: false });
  announce('Your session has ended. What you type is kept in this browser', 'problem');
}

/** Asks the person to sign in over what is on the screen; false where they put it off. */
export function signInAgain(): Promise<boolean> {
  expire();
  askNow();
  return new Promise(resolve => {
    const stop = useSession.subscribe(session => {
      if (session.status === 'expired' && session.isAsking) return;
      stop();
      resolve(session.status === 'present');
    });
  });
}

/** Does something that needs a session, again after signing in where that had ended. */
export async function signedIn<Outcome extends { readonly outcome: string }>(
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  for (;;) {
    const done = await work();
    if (done.outcome !== 'signed-out' || !(await signInAgain())) return done;
  }
}

export function askNow(): void {
  const session = useSession.getState();
  if (session.status === 'expired') show({ ...session, isAsking: true });
}

export function putOff(): void {
  const session = useSession.getState();
  if (session.status === 'expired') show({ ...session, isAsking: false });
}

/** The person at work; there is one wherever a screen behind the sign-in is shown. */
export function useUser(): User {
  const session = useSession();
  if (session.status !== 'present' && session.status !== 'expired') throw new Error('Nobody is signed in.');
  return session.user;
}

/** Contributors write drafts; what becomes public is for editors to say. */
export function isEditor({ role }: User): boolean {
  return role !== 'contributor';
}

async function isSetUpNeeded(): Promise<boolean> {
  const answer = await request({ method: 'GET', path: '/api/setup', answer: z.object({ needed: z.boolean() }) });
  return answer.outcome === 'ok' && answer.value.needed;
}

function show(session: Session): void {
  useSession.setState(session, true);
}
