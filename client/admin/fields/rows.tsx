import { type ReactNode, useEffect, useId, useRef } from 'react';

export interface RowsProps<Row> {
  readonly legend: string;
  /** What a row is, such as "author". */
  readonly what: string;
  readonly rows: readonly Row[];
  readonly blank: Row;
  readonly max: number;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly children: (row: Row, change: (row: Row) => void, place: number) => ReactNode;
  /** What is wrong with the list as a whole. */
  readonly problem?: string | null;
  readonly readOnly?: boolean;
}

/** A list whose rows are added, moved and taken away; the keyboard stays where the work is. */
export function Rows<Row>(props: RowsProps<Row>): ReactNode {
  const { legend, what, rows, blank, max, onChange, children, problem = null, readOnly = false } = props;
  const id = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const count = useRef(rows.length);
  const hasAdded = useRef(false);
  useEffect(() => {
    if (hasAdded.current && rows.length > count.current) lastRow(list.current)?.querySelector('input')?.focus();
    if (rows.length < count.current && document.activeElement === document.body) addButton(list.current)?.focus();
    count.current = rows.length;
    hasAdded.current = false;
  }, [rows.length]);
  return (
    <fieldset className="rows" ref={list} aria-describedby={problem ? id : undefined}>
      <legend>{legend}</legend>
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is all that a row is known by
        <div className="row" key={place}>
          {children(row, changed => onChange(rows.with(place, changed)), place)}
          {!readOnly && <RowButtons name={`${what} ${place + 1}`} rows={rows} place={place} onChange={onChange} />}
        </div>
      ))}
      {problem && (
        <p className="problem" id={id}>
          {problem}
        </p>
      )}
      {!readOnly && rows.length < max && (
        <button
          type="button"
          className="button button-quiet add-row"
          onClick={() => {
            hasAdded.current = true;
            onChange([...rows, blank]);
          }}
        >
          Add {what}
        </button>
      )}
    </fieldset>
  );
}

interface RowButtonsProps<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly place: number;
  readonly onChange: (rows: readonly Row[]) => void;
}

function RowButtons<Row>({ name, rows, place, onChange }: RowButtonsProps<Row>): ReactNode {
  const above = rows[place - 1];
  const here = rows[place];
  return (
    <span className="row-buttons">
      {above !== undefined && here !== undefined && (
        <button
          type="button"
          className="button button-quiet"
          aria-label={`Move ${name} up`}
          onClick={() => onChange(rows.with(place - 1, here).with(place, above))}
        >
          ↑
        </button>
      )}
      <button
        type="button"
        className="button button-quiet"
        aria-label={`Remove ${name}`}
        onClick={() => onChange(rows.toSpliced(place, 1))}
      >
        ×
      </button>
    </span>
  );
}

function lastRow(list: HTMLElement | null): Element | null {
  return list?.querySelector('.row:last-of-type') ?? null;
}

function addButton(list: HTMLElement | null): HTMLElement | null {
  return list?.querySelector('.add-row') ?? null;
}
