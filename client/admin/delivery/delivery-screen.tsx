import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { DeliveryReport } from '#shared/delivery.ts';
import { type Answer, request } from '../request.ts';
import { Screen } from '../screen.tsx';
import { number, reached, readersConnected, timeOfDay } from './delivery-words.ts';
import { Health } from './health.tsx';
import { LastUpdates } from './last-updates.tsx';
import { type Refreshed, useRefreshed } from './use-refreshed.ts';

const REFRESH_MS = 3_000;

/** How what is published reaches the readers, and whether anything is in its way. */
export function DeliveryScreen(): ReactNode {
  const [isOn, setOn] = useState(true);
  const refreshed = useRefreshed(fetchReport, { everyMs: REFRESH_MS, isOn });
  const { value: report, problem } = refreshed;
  return (
    <Screen title="Delivery" aside={<Refreshing refreshed={refreshed} isOn={isOn} onSwitch={() => setOn(!isOn)} />}>
      {report === null && problem === null && <p className="quiet">Loading …</p>}
      <Health report={report} problem={problem} />
      {report !== null && (
        <>
          <Readers report={report} />
          <LastUpdates report={report} />
          <Returns report={report} />
        </>
      )}
    </Screen>
  );
}

interface RefreshingProps {
  readonly refreshed: Refreshed<DeliveryReport>;
  readonly isOn: boolean;
  readonly onSwitch: () => void;
}

/** What moves by itself can be stopped (WCAG 2.2.2). */
function Refreshing({ refreshed: { value, at }, isOn, onSwitch }: RefreshingProps): ReactNode {
  return (
    <div className="buttons delivery-refreshing">
      {value !== null && <span className="quiet">As of {timeOfDay(at, Date.now())}</span>}
      <button type="button" className="button" onClick={onSwitch}>
        {isOn ? 'Pause' : 'Go on'}
      </button>
    </div>
  );
}

function Readers({ report }: { readonly report: DeliveryReport }): ReactNode {
  const { articles, moreArticles, nodes, readersHere, passes } = report;
  const [last] = passes;
  return (
    <section className="delivery-part" aria-labelledby="delivery-readers">
      <h2 id="delivery-readers">Readers</h2>
      <p className="delivery-figure">{readersConnected(report)}</p>
      {nodes > 1 && (
        <p>
          They are counted on all {number(nodes)} nodes; {number(readersHere)} are on the node that answers you. What is
          below about updates and connections is of that node.
        </p>
      )}
      <p>
        {last === undefined ? (
          'No update has gone out to connected readers since the server was started.'
        ) : (
          <>
            The last update, to “<span lang={last.language}>{last.headline}</span>”: {reached(last)}
          </>
        )}
      </p>
      {articles.length > 0 && (
        <div className="table-frame">
          <table className="table" aria-label="Readers by article">
            <thead>
              <tr>
                <th scope="col">Article</th>
                <th scope="col" className="number">
                  Readers
                </th>
              </tr>
            </thead>
            <tbody>
              {articles.map(({ slug, headline, language, readers }) => (
                <tr key={slug}>
                  <th scope="row">
                    <Link href={`/articles/${slug}`} lang={language}>
                      {headline}
                    </Link>
                  </th>
                  <td className="number" data-label="Readers">
                    {number(readers)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {moreArticles > 0 && <p className="quiet">And {number(moreArticles)} more articles with fewer readers.</p>}
      <p className="quiet">Open desks of editors count as readers.</p>
    </section>
  );
}

function Returns({ report }: { readonly report: DeliveryReport }): ReactNode {
  const { recentMinutes, resumes, cuts } = report;
  const facts = [
    ['Up to date at once', resumes.memory],
    ['Given what they had missed from the store', resumes.store],
    ['Given the whole article', resumes.snapshot],
    ['Cut off, could not keep up', cuts.queue],
    ['Cut off, gone without a word', cuts.silent],
  ] as const;
  return (
    <section className="delivery-part" aria-labelledby="delivery-returns">
      <h2 id="delivery-returns">Readers who came and went in the last {recentMinutes} minutes</h2>
      <dl className="facts delivery-facts">
        {facts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        Readers who are cut off come back by themselves and miss nothing. Phones are cut off whenever they leave their
        network.
      </p>
    </section>
  );
}

function fetchReport(): Promise<Answer<DeliveryReport>> {
  return request({ method: 'GET', path: '/api/delivery', answer: DeliveryReport });
}
