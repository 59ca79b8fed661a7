import { type ReactNode, useId } from 'react';
import type { ImportedEntry, ImportFound, ImportReport } from '#shared/imports.ts';
import { languageName } from '../fields/language-field.tsx';
import { STATUS_NAMES } from './status-badge.tsx';

/** What an import found, assumed and left out. */
export function ImportReportView({ report }: { readonly report: ImportReport }): ReactNode {
  const { dryRun, found, assumed, ignored, status } = report;
  return (
    <>
      <h2>{dryRun ? 'What it would become' : 'Imported'}</h2>
      <dl className="facts">
        <Fact name="Headline" value={found.headline} />
        <Fact name="Date" value={dateOf(found)} />
        <Fact name="Standfirst" value={found.standfirst || 'none'} />
        <Fact name="Body" value={counted(found.paragraphs, 'paragraph')} />
        <Fact name="Source" value={found.source?.name ?? 'none'} />
        <Fact name="Language" value={found.language === null ? 'the newsroom’s own' : languageName(found.language)} />
        <Fact name="Status" value={STATUS_NAMES[status]} />
        {found.featured !== null && <Fact name="Featured article" value={found.featured.headline} />}
      </dl>
      <Entries entries={found.entries} language={found.language} />
      <Sentences title="Assumed" sentences={assumed} none="Nothing had to be guessed." />
      <Sentences
        title="Left out"
        sentences={ignored.map(({ line, text, reason }) => `Line ${line}: “${text}” – ${reason}`)}
        none="Nothing was left out."
      />
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface EntriesProps {
  readonly entries: readonly ImportedEntry[];
  readonly language: string | null;
}

function Entries({ entries, language }: EntriesProps): ReactNode {
  return (
    <details className="fold" open={entries.length <= 12}>
      <summary>{counted(entries.length, 'entry', 'entries')}</summary>
      <ol className="imported-entries">
        {entries.map(entry => (
          <li key={entry.number} value={entry.number}>
            <span lang={entry.language ?? undefined} dir="auto">
              {entry.beginning}
            </span>
            <span className="quiet">
              {' '}
              line {entry.line}, {counted(entry.paragraphs, 'paragraph')}
              {entry.language !== null && entry.language !== language && `, ${languageName(entry.language)}`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface SentencesProps {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly none: string;
}

function Sentences({ title, sentences, none }: SentencesProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {sentences.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <ul>
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function dateOf({ dateLine, date }: ImportFound): string {
  if (dateLine === '') return 'none';
  return date === null ? `${dateLine} (not understood as a date)` : dateLine;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
