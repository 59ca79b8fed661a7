import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { stylesAt } from '../on-demand.ts';
import { type Reader, useReader } from '../reader.ts';
import styles from './sheet.css?url';

await stylesAt(styles);

export interface SheetProps {
  readonly title: string;
  /** What is in it; `close` closes it. */
  children(close: () => void): ReactNode;
}

/** Lays a sheet over the page; the one that was there goes. */
export function openSheet({ reading }: Pick<Reader, 'reading'>, Sheet: () => ReactNode): void {
  reading.setState({ Sheet });
}

/** A dialog over the page. The browser gives the focus back to where it was when it closes. */
export function Sheet({ title, children }: SheetProps): ReactNode {
  const { article, reading, texts } = useReader();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  const closeBeside = ({ target, currentTarget }: MouseEvent) => target === currentTarget && close();
  const { language } = article.store.getState().article.article;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard it is closed with Escape, which the browser sees to
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onClose={() => reading.setState({ Sheet: null })}
      onClick={closeBeside}
    >
      <div className="sheet-in">
        <div className="sheet-head" {...texts.markFor(language)}>
          <h2>{title}</h2>
          <button type="button" className="plain" onClick={close}>
            {texts.say('close')}
          </button>
        </div>
        {children(close)}
      </div>
    </dialog>
  );
}
