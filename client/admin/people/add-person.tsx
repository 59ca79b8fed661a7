import { type FormEvent, type ReactNode, useId, useState } from 'react';
import * as z from 'zod';
import { MIN_PASSWORD_CHARS, NewUser, ROLES, type Role } from '#shared/users.ts';
import { announce } from '../announce.ts';
import { SelectField, TextField } from '../fields/field.tsx';
import { type FieldProblem, problemAt, problemsElsewhere, problemsOf, problemsOfAnswer } from '../fields/problems.ts';
import { request } from '../request.ts';
import { signedIn } from '../session/session.ts';
import { ROLE_NAMES } from './role-names.ts';

const EMPTY = { name: '', email: '', password: '', role: 'editor' as Role };
const ROLE_OPTIONS = ROLES.map(value => ({ value, label: ROLE_NAMES[value] }));

export function AddPerson({ onAdded }: { readonly onAdded: () => void }): ReactNode {
  const titleId = useId();
  const [form, setForm] = useState(EMPTY);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const field = (name: 'name' | 'email' | 'password') => ({
    value: form[name],
    problem: problemAt(problems, name),
    onChange: (value: string) => setForm({ ...form, [name]: value }),
  });
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const read = NewUser.safeParse(form);
    if (!read.success) return setProblems(problemsOf(read.error));
    const answer = await signedIn(() =>
      request({ method: 'POST', path: '/api/users', body: read.data, answer: z.unknown() }),
    );
    if (answer.outcome !== 'ok') return setProblems(problemsOfAnswer(answer));
    announce(`${read.data.name} was added`);
    setForm(EMPTY);
    setProblems([]);
    onAdded();
  }
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 id={titleId}>Add a person</h2>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField label="Name" autoComplete="off" {...field('name')} />
        <TextField label="Email" type="email" autoComplete="off" {...field('email')} />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint={`At least ${MIN_PASSWORD_CHARS} characters. Hand it over in person.`}
          {...field('password')}
        />
        <SelectField
          label="Role"
          hint="Administrators also manage accounts. Contributors write drafts and publish nothing."
          value={form.role}
          options={ROLE_OPTIONS}
          onChange={role => setForm({ ...form, role })}
        />
        {problemsElsewhere(problems, ['name', 'email', 'password', 'role']).map(({ reason }) => (
          <p className="problem" key={reason}>
            {reason}
          </p>
        ))}
        <div className="buttons">
          <button type="submit" className="button button-main">
            Add person
          </button>
        </div>
      </form>
    </section>
  );
}
