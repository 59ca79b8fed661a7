import type { ReactNode } from 'react';
import { Screen } from '../screen.tsx';
import { SignInForm } from './sign-in-form.tsx';

interface SignInScreenProps {
  readonly isSetUpNeeded: boolean;
}

export function SignInScreen({ isSetUpNeeded }: SignInScreenProps): ReactNode {
  return (
    <Screen title="Sign in" width="narrow">
      {isSetUpNeeded && (
        <p className="notice">
          There are no accounts yet. Open the set-up link that the server printed when it was first started.
        </p>
      )}
      <SignInForm />
    </Screen>
  );
}
