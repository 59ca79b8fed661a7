import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import * as z from 'zod';
import { type ImportReport, lineOfField } from '#shared/imports.ts';
import { announce } from '../announce.ts';
import { AreaField } from '../fields/field.tsx';
import { forget, keep, readKept } from '../kept.ts';
import { newId } from '../new-id.ts';
import { reasonOf } from '../request.ts';
import { Screen } from '../screen.tsx';
import { importCoverage, type Sent } from '../send-command.ts';
import { signedIn } from '../session/session.ts';
import { ImportReportView } from './import-report-view.tsx';

/** The text, what it would become, and what became of it. `preview` and `imported` are about the text as it stands. */
type Pasting =
  | { readonly status: 'typing'; readonly problem: string | null }
  | { readonly status: 'asking' }
  | { readonly status: 'preview'; readonly report: ImportReport; readonly problem: string | null }
  | { readonly status: 'importing'; readonly report: ImportReport }
  | { readonly status: 'imported'; readonly report: ImportReport };

const KEY = 'pasted-coverage';
const Kept = z.object({ text: z.string(), importId: z.string() });

export function PasteCoverage(): ReactNode {
  const { text, pasting, type, preview, importNow, startAgain } = usePasting();
  const result = useRef<HTMLDivElement>(null);
  const isBusy = pasting.status === 'asking' || pasting.status === 'importing';
  const report = 'report' in pasting ? pasting.report : null;
  useEffect(() => {
    if (pasting.status === 'preview' || pasting.status === 'imported') result.current?.focus();
  }, [pasting.status]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isBusy && text.trim() !== '') void preview();
  }
  return (
    <Screen title="Paste coverage">
      {pasting.status !== 'imported' && (
        <form className="stack" onSubmit={submit}>
          <AreaField
            label="Coverage as text"
            hint="Date line, headline, standfirst, background, then the numbered entries; blank lines between the parts."
            className="input-plain"
            rows={16}
            value={text}
            readOnly={isBusy}
            problem={pasting.status === 'typing' ? pasting.problem : null}
            onChange={type}
          />
          <div className="buttons">
            <button type="submit" className="button button-main" aria-disabled={isBusy || text.trim() === ''}>
              Preview
            </button>
            <Link href="/">Back to the articles</Link>
            {isBusy && <span className="quiet">{pasting.status === 'asking' ? 'Reading …' : 'Importing …'}</span>}
          </div>
        </form>
      )}
      {report !== null && (
        <div ref={result} tabIndex={-1} className="report">
          <ImportReportView report={report} />
          {pasting.status === 'preview' && pasting.problem !== null && <p className="problem">{pasting.problem}</p>}
          {pasting.status === 'imported' ? (
            <Imported report={report} onAgain={startAgain} />
          ) : (
            <button
              type="button"
              className="button button-main"
              aria-disabled={isBusy}
              onClick={() => !isBusy && void importNow(report)}
            >
              Import
            </button>
          )}
        </div>
      )}
    </Screen>
  );
}

/** The text is kept in the browser until it is in. */
function usePasting() {
  const [{ text, importId }, setWish] = useState(() => readKept(KEY, Kept) ?? { text: '', importId: newId() });
  const [pasting, setPasting] = useState<Pasting>({ status: 'typing', problem: null });

  /** Another text is another import. */
  function type(changed: string): void {
    const wish = { text: changed, importId: newId() };
    setWish(wish);
    keep(KEY, wish);
    setPasting({ status: 'typing', problem: null });
  }

  async function preview(): Promise<void> {
    setPasting({ status: 'asking' });
    const sent = await send({ text, dryRun: true });
    if (sent.outcome === 'confirmed') setPasting({ status: 'preview', report: sent.answer, problem: null });
    else setPasting({ status: 'typing', problem: problemOf(sent) });
  }

  async function importNow(report: ImportReport): Promise<void> {
    setPasting({ status: 'importing', report });
    const sent = await send({ text, dryRun: false, importId });
    if (sent.outcome !== 'confirmed') return setPasting({ status: 'preview', report, problem: problemOf(sent) });
    forget(KEY);
    announce('Imported');
    setPasting({ status: 'imported', report: sent.answer });
  }

  function startAgain(): void {
    setWish({ text: '', importId: newId() });
    setPasting({ status: 'typing', problem: null });
  }

  return { text, pasting, type, preview, importNow, startAgain };
}

interface ImportedProps {
  readonly report: ImportReport;
  readonly onAgain: () => void;
}

function Imported({ report, onAgain }: ImportedProps): ReactNode {
  return (
    <div className="buttons">
      {report.slug !== null && (
        <Link href={`/articles/${report.slug}`} className="button button-main">
          To the desk of the article
        </Link>
      )}
      {report.address !== null && (
        <a href={report.address} target="_blank" rel="noreferrer">
          Public page
        </a>
      )}
      <button type="button" className="button" onClick={onAgain}>
        Paste more
      </button>
    </div>
  );
}

function send(wish: { text: string; dryRun: boolean; importId?: string }): Promise<Sent<ImportReport>> {
  return signedIn(() =>
    importCoverage(wish, { onWaiting: ({ reason }) => announce(`${reason}. Trying again`, 'problem') }),
  );
}

function problemOf(sent: Exclude<Sent<unknown>, { outcome: 'confirmed' }>): string {
  if (sent.outcome !== 'refused') return sent.outcome === 'unreachable' ? sent.reason : reasonOf(sent);
  const line = lineOfField(sent.problem.field);
  return line === null ? sent.problem.detail : `Line ${line}: ${sent.problem.detail}`;
}
