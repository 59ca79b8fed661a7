import type { ReactNode } from 'react';
import { Dialog } from '../dialog.tsx';
import { askNow, putOff, useSession } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over whatever is on the screen when the session ends: nothing below it is lost, and work goes on where it was. */
export function ExpiredSession(): ReactNode {
  const session = useSession();
  if (session.status !== 'expired') return null;
  if (!session.isAsking) {
    return (
      <div className="notice notice-bar">
        <p>Your session has ended. What you type is kept in this browser.</p>
        <button type="button" className="button" onClick={askNow}>
          Sign in again
        </button>
      </div>
    );
  }
  return (
    <Dialog title="Sign in to go on" onClose={putOff}>
      <p>Your session has ended. Nothing that you typed is lost; it goes on where you were.</p>
      <SignInForm
        email={session.user.email}
        aside={
          <button type="button" className="button" onClick={putOff}>
            Not now
          </button>
        }
      />
    </Dialog>
  );
}
