import { type ReactNode, type RefObject, type SyntheticEvent, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Escape, and the ways out inside it. */
  readonly onClose: () => void;
  /** Where the keyboard begins; the first thing that takes it where left out. */
  readonly focus?: RefObject<HTMLElement | null>;
  readonly size?: 'narrow' | 'wide';
}

/** A modal dialog while it is mounted. The browser gives the focus back to where it was. */
export function Dialog({ title, children, onClose, focus, size = 'narrow' }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.showModal();
    focus?.current?.focus();
    return () => element.close();
  }, [focus]);
  return createPortal(
    <dialog
      ref={dialog}
      className={`dialog dialog-${size}`}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onSubmit={stop}
      onKeyDown={stop}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>,
    document.body,
  );
}

/** What happens in a dialog is no business of the form or the shortcuts around the place it was opened from. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}
