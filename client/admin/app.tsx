import type { ReactNode } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { ArticleList } from './articles/article-list.tsx';
import { EditArticleScreen } from './articles/edit-article-screen.tsx';
import { NewArticleScreen } from './articles/new-article-screen.tsx';
import { PasteCoverage } from './articles/paste-coverage.tsx';
import { DeliveryScreen } from './delivery/delivery-screen.tsx';
import { DeskScreen } from './desk/desk-screen.tsx';
import { PeopleScreen } from './people/people-screen.tsx';
import { Screen } from './screen.tsx';
import { loadSession, useSession } from './session/session.ts';
import { SetUpScreen } from './session/set-up-screen.tsx';
import { SignInScreen } from './session/sign-in-screen.tsx';
import { Shell } from './shell.tsx';

/** The editors' application, at /admin. */
export function App(): ReactNode {
  return (
    <Router base="/admin">
      <Shell>
        <Gate />
      </Shell>
    </Router>
  );
}

/** Only who is signed in comes further, and arrives where they wanted to go. */
function Gate(): ReactNode {
  const session = useSession();
  const [location] = useLocation();
  switch (session.status) {
    case 'loading':
      return <p className="screen quiet">Loading …</p>;
    case 'unreachable':
      return <Unreachable reason={session.reason} />;
    case 'absent':
      return location === '/setup' ? <SetUpScreen /> : <SignInScreen isSetUpNeeded={session.isSetUpNeeded} />;
    case 'present':
    case 'expired':
      return <Screens />;
    default:
      return session satisfies never;
  }
}

function Screens(): ReactNode {
  return (
    <Switch>
      <Route path="/" component={ArticleList} />
      <Route path="/articles/new" component={NewArticleScreen} />
      <Route path="/articles/:slug/edit">{({ slug }) => <EditArticleScreen key={slug} slug={slug} />}</Route>
      <Route path="/articles/:slug">{({ slug }) => <DeskScreen key={slug} slug={slug} />}</Route>
      <Route path="/paste" component={PasteCoverage} />
      <Route path="/delivery" component={DeliveryScreen} />
      <Route path="/people" component={PeopleScreen} />
      <Route path="/sign-in">
        <Redirect to="/" replace />
      </Route>
      <Route path="/setup">
        <Redirect to="/" replace />
      </Route>
      <Route>
        <Screen title="Not found">
          <p>There is nothing at this address.</p>
        </Screen>
      </Route>
    </Switch>
  );
}

function Unreachable({ reason }: { readonly reason: string }): ReactNode {
  return (
    <Screen title="No connection">
      <p>{reason}.</p>
      <button type="button" className="button" onClick={() => void loadSession()}>
        Try again
      </button>
    </Screen>
  );
}
