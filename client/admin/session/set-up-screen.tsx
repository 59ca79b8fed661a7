import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { MIN_PASSWORD_CHARS, SetUp } from '#shared/users.ts';
import { TextField } from '../fields/field.tsx';
import { type FieldProblem, problemAt, problemsElsewhere, problemsOf, problemsOfAnswer } from '../fields/problems.ts';
import { Screen } from '../screen.tsx';
import { setUp } from './session.ts';

const FIELDS = ['name', 'email', 'password'];

/** The first administrator, by the link that the first start printed. */
export function SetUpScreen(): ReactNode {
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  return (
    <Screen title="Set up Pressbox" width="narrow">
      <p>You are the first one here: this account becomes the administrator, who can add the others.</p>
      {token === '' && (
        <p className="notice">The address has no set-up code in it. Copy the whole link that the server printed.</p>
      )}
      <SetUpForm token={token} />
    </Screen>
  );
}

function SetUpForm({ token }: { readonly token: string }): ReactNode {
  const [, navigate] = useLocation();
  const [form, setForm] = useState({ name: '', email: '', password: '' });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const field = (name: keyof typeof form) => ({
    value: form[name],
    problem: problemAt(problems, name),
    onChange: (value: string) => setForm({ ...form, [name]: value }),
  });
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const read = SetUp.safeParse({ ...form, token });
    if (!read.success) return setProblems(problemsOf(read.error));
    const answer = await setUp(read.data);
    if (answer.outcome === 'ok') navigate('/', { replace: true });
    else setProblems(problemsOfAnswer(answer));
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField label="Name" autoComplete="name" {...field('name')} />
      <TextField label="Email" type="email" autoComplete="username" {...field('email')} />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${MIN_PASSWORD_CHARS} characters; a few words are easy to keep.`}
        {...field('password')}
      />
      {problemsElsewhere(problems, FIELDS).map(({ reason }) => (
        <p className="problem" role="alert" key={reason}>
          {reason}
        </p>
      ))}
      <div className="buttons">
        <button type="submit" className="button button-main">
          Create account
        </button>
        <Link href="/sign-in">Sign in instead</Link>
      </div>
    </form>
  );
}
