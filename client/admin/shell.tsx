import type { ReactNode } from 'react';
import { Link, useLocation, useRoute } from 'wouter';
import { announce, useAnnouncement } from './announce.ts';
import { Breakage } from './breakage.tsx';
import { isEditor, signOut, useSession } from './session/session.ts';
import { ExpiredSession } from './session/sign-in-dialog.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** What every screen has around it: the way about, and the status line. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Head />
      <ExpiredSession />
      <Breakage>{children}</Breakage>
      <StatusLine />
    </>
  );
}

function Head(): ReactNode {
  const session = useSession();
  const user = session.status === 'present' || session.status === 'expired' ? session.user : null;
  const [, navigate] = useLocation();
  async function leave(): Promise<void> {
    const answer = await signOut();
    if (answer.outcome === 'ok' || answer.outcome === 'signed-out') navigate('/sign-in');
    else announce('You are still signed in: the server cannot be reached', 'problem');
  }
  return (
    <header className="head">
      <Link href="/" className="head-name">
        Pressbox
      </Link>
      {user !== null && (
        <>
          <nav aria-label="Admin">
            <NavLink href="/">Articles</NavLink>
            {isEditor(user) && <NavLink href="/delivery">Delivery</NavLink>}
            {user.role === 'admin' && <NavLink href="/people">People</NavLink>}
          </nav>
          <span className="head-end">
            <Shortcuts />
            <span className="head-user">{user.name}</span>
            <button type="button" className="button button-quiet" onClick={() => void leave()}>
              Sign out
            </button>
          </span>
        </>
      )}
    </header>
  );
}

function NavLink({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactNode {
  const [isHere] = useRoute(href);
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}

/** The one live region of the application. */
function StatusLine(): ReactNode {
  const { text, kind, count } = useAnnouncement();
  return (
    <div className={`status-line status-line-${kind}`} role="status">
      {text !== '' && <p key={count}>{text}</p>}
    </div>
  );
}
