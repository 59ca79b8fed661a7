import type { ReactNode } from 'react';
import type { DeliveryReport } from '#shared/delivery.ts';
import { number, seconds, timeOfDay } from './delivery-words.ts';

/** The last times that something went out, and how long that took. */
export function LastUpdates({ report: { passes, now } }: { readonly report: DeliveryReport }): ReactNode {
  if (passes.length === 0) return null;
  return (
    <section className="delivery-part" aria-labelledby="delivery-updates">
      <h2 id="delivery-updates">Last updates</h2>
      <div className="table-frame">
        <table className="table" aria-labelledby="delivery-updates">
          <thead>
            <tr>
              <th scope="col">Article</th>
              <th scope="col">Published</th>
              <th scope="col" className="number">
                Readers
              </th>
              <th scope="col" className="number">
                Half
              </th>
              <th scope="col" className="number">
                95 %
              </th>
              <th scope="col" className="number">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {passes.map(({ slug, headline, language, publishedAt, changes, readers, halfMs, mostMs, allMs }) => (
              <tr key={`${slug} ${publishedAt} ${allMs}`}>
                <th scope="row">
                  <span lang={language}>{headline}</span>
                  {changes > 1 && <span className="table-note">{number(changes)} changes together</span>}
                </th>
                <td data-label="Published">{timeOfDay(publishedAt, now)}</td>
                <td className="number" data-label="Readers">
                  {number(readers)}
                </td>
                <td className="number" data-label="Half">
                  {seconds(halfMs)}
                </td>
                <td className="number" data-label="95 %">
                  {seconds(mostMs)}
                </td>
                <td className="number" data-label="All">
                  {seconds(allMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        From publishing to handing it to the network, for half of the readers, 95 % and all of them. The way from there
        depends on their connection.
      </p>
    </section>
  );
}
