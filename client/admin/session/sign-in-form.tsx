import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { TextField } from '../fields/field.tsx';
import { reasonOf } from '../request.ts';
import { signIn } from './session.ts';

interface SignInFormProps {
  /** Beside the button. */
  readonly aside?: ReactNode;
  readonly email?: string;
  readonly passwordInput?: RefObject<HTMLInputElement | null>;
}

/** What became of an attempt to sign in. */
type Attempt = { readonly status: 'none' | 'under-way' } | { readonly status: 'failed'; readonly reason: string };

export function SignInForm({ aside, email: known = '', passwordInput: given }: SignInFormProps): ReactNode {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [attempt, setAttempt] = useState<Attempt>({ status: 'none' });
  const own = useRef<HTMLInputElement>(null);
  const passwordInput = given ?? own;
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (attempt.status === 'under-way') return;
    setAttempt({ status: 'under-way' });
    const answer = await signIn({ email, password });
    if (answer.outcome === 'ok') return;
    setAttempt({ status: 'failed', reason: reasonOf(answer) });
    passwordInput.current?.focus();
    passwordInput.current?.select();
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label="Email" type="email" autoComplete="username" required value={email} onChange={setEmail} />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        ref={passwordInput}
        value={password}
        problem={attempt.status === 'failed' ? attempt.reason : null}
        onChange={setPassword}
      />
      <div className="buttons">
        <button type="submit" className="button button-main" aria-disabled={attempt.status === 'under-way'}>
          Sign in
        </button>
        {aside}
      </div>
    </form>
  );
}
