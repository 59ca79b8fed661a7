import { type ReactNode, useRef } from 'react';
import { Dialog } from '../dialog.tsx';
import { askNow, putOff, useSession } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over whatever is on the screen when the session ends: nothing below it is lost, and work goes on where it was. */
export function ExpiredSession(): ReactNode {
  const session = useSession();
  const password = useRef<HTMLInputElement>(null);
  if (session.status !== 'expired') return null;
  if (!session.isAsking) {
    return (
      <section className="notice notice-bar" aria-label="Session">
        <p>Your session has ended. What you type is kept in this browser.</p>
        <button type="button" className="button" onClick={askNow}>
          Sign in again
        </button>
      </section>
    );
  }
  return (
    <Dialog title="Sign in to go on" onClose={putOff} focus={password}>
      <p>Your session has ended. Nothing that you typed is lost; it goes on where you were.</p>
      <SignInForm
        email={session.user.email}
        passwordInput={password}
        aside={
          <button type="button" className="button" onClick={putOff}>
            Not now
          </button>
        }
      />
    </Dialog>
  );
}
