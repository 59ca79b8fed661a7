import { type ReactNode, useState } from 'react';
import * as z from 'zod';
import { ROLES, type Role, User } from '#shared/users.ts';
import { announce } from '../announce.ts';
import { Dialog } from '../dialog.tsx';
import { Loading } from '../loading.tsx';
import { type Answer, reasonOf, request } from '../request.ts';
import { Screen } from '../screen.tsx';
import { signedIn, useUser } from '../session/session.ts';
import { useLoaded } from '../use-loaded.ts';
import { AddPerson } from './add-person.tsx';
import { ROLE_NAMES } from './role-names.ts';

/** The accounts, for administrators. */
export function PeopleScreen(): ReactNode {
  const me = useUser();
  const { loaded, reload } = useLoaded(fetchUsers);
  return (
    <Screen title="People">
      <Loading loaded={loaded} reload={reload}>
        {users => (
          <>
            <PeopleTable users={users} me={me} onChanged={reload} />
            <AddPerson onAdded={reload} />
          </>
        )}
      </Loading>
    </Screen>
  );
}

interface PeopleTableProps {
  readonly users: readonly User[];
  readonly me: User;
  readonly onChanged: () => void;
}

function PeopleTable({ users, me, onChanged }: PeopleTableProps): ReactNode {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Email</th>
            <th scope="col">Role</th>
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map(user => (
            <PersonRow key={user.id} user={user} isMe={user.id === me.id} onChanged={onChanged} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PersonRowProps {
  readonly user: User;
  readonly isMe: boolean;
  readonly onChanged: () => void;
}

function PersonRow({ user, isMe, onChanged }: PersonRowProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  async function setRole(role: Role): Promise<void> {
    const answer = await signedIn(() =>
      request({ method: 'PATCH', path: `/api/users/${user.id}`, body: { role }, answer: z.unknown() }),
    );
    tell(answer, `${user.name} is ${ROLE_NAMES[role]} now`);
    onChanged();
  }
  async function remove(): Promise<void> {
    setAsking(false);
    const answer = await signedIn(() => request({ method: 'DELETE', path: `/api/users/${user.id}`, answer: z.null() }));
    tell(answer, `${user.name} was removed`);
    onChanged();
  }
  return (
    <tr>
      <th scope="row">
        {user.name} {isMe && <span className="quiet">(you)</span>}
      </th>
      <td>{user.email}</td>
      <td>
        <select
          aria-label={`Role of ${user.name}`}
          value={user.role}
          onChange={event => void setRole(event.target.value as Role)}
        >
          {ROLES.map(role => (
            <option key={role} value={role}>
              {ROLE_NAMES[role]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <button type="button" className="button" aria-label={`Remove ${user.name}`} onClick={() => setAsking(true)}>
          Remove
        </button>
        {isAsking && (
          <Dialog title={`Remove ${user.name}?`} onClose={() => setAsking(false)}>
            <p>The account is gone at once, and so are its sessions. What was published stays.</p>
            <div className="buttons">
              <button type="button" className="button button-danger" onClick={() => void remove()}>
                Remove account
              </button>
              <button type="button" className="button" onClick={() => setAsking(false)}>
                Cancel
              </button>
            </div>
          </Dialog>
        )}
      </td>
    </tr>
  );
}

function tell(answer: Answer<unknown>, done: string): void {
  if (answer.outcome === 'ok') announce(done);
  else announce(reasonOf(answer), 'problem');
}

function fetchUsers(): Promise<Answer<User[]>> {
  const answer = z.object({ users: z.array(User) }).transform(({ users }) => users);
  return request({ method: 'GET', path: '/api/users', answer });
}
