import { type ReactNode, useEffect, useRef } from 'react';
import type { DeliveryReport } from '#shared/delivery.ts';
import { announce } from '../announce.ts';
import { type TroubleWords, troubleWords } from './delivery-words.ts';

interface HealthProps {
  readonly report: DeliveryReport | null;
  /** Why nothing newer than the report is known. */
  readonly problem: string | null;
}

/** "All is well", or what is wrong and what to do. */
export function Health({ report, problem }: HealthProps): ReactNode {
  const found = report === null ? [] : report.troubles.map(trouble => troubleWords(trouble, report));
  const troubles = problem === null ? found : [noAnswer(problem, report !== null), ...found];
  useAnnounced(report === null && problem === null ? null : troubles.map(({ title }) => title));
  if (troubles.length === 0) return report !== null && <p className="delivery-well">All is well.</p>;
  return (
    <ul className="delivery-troubles">
      {troubles.map(({ title, meaning, advice }) => (
        <li key={withoutNumbers(title)} className="notice">
          <div>
            <p className="problem">{title}.</p>
            <p>{meaning}</p>
            <p>{advice}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function noAnswer(problem: string, isOld: boolean): TroubleWords {
  return {
    title: 'There is no news from the server',
    meaning: `${problem.replace(/\.$/, '')}.${isOld ? ' What is below may be out of date.' : ''}`,
    advice: 'It is asked again every few seconds. If that does not help, tell whoever runs the server.',
  };
}

/** Says it once when something goes wrong, and when all of it is over; never what merely changed a little. Null: nothing is known yet. */
function useAnnounced(titles: readonly string[] | null): void {
  const known = useRef<string | null>(null);
  const now = titles === null ? null : titles.map(withoutNumbers).join();
  useEffect(() => {
    if (now === null || now === known.current) return;
    const hadTrouble = known.current !== null && known.current !== '';
    known.current = now;
    const [first] = titles ?? [];
    if (first !== undefined) announce(first, 'problem');
    else if (hadTrouble) announce('All is well again');
  }, [now, titles]);
}

/** The same trouble with another number is the same trouble. */
function withoutNumbers(title: string): string {
  return title.replace(/[\d,.]+/g, '');
}
