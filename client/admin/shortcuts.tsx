import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Dialog } from './dialog.tsx';

/** What single keys do while nobody is typing; set where the thing they lead to is. */
const TARGETS: Readonly<Record<string, string>> = { c: '[data-shortcut="composer"]', t: '[data-shortcut="timeline"]' };
const STORAGE_KEY = 'pressbox.single-keys';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
const mod = isMac ? '⌘' : 'Ctrl';

interface Group {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
}

const GROUPS: readonly Group[] = [
  {
    title: 'Composer',
    keys: [
      [`${mod} Enter`, 'Publish, or save the changes'],
      [`${mod} B, ${mod} I`, 'Bold, italic'],
      [`${mod} K`, 'Link'],
      [`${mod} Alt 2, ${mod} Alt 3`, 'Heading, smaller heading'],
      [`${mod} Shift 8, ${mod} Shift 7`, 'Bulleted list, numbered list'],
      ['Tab, Shift Tab', 'In a list: further in, further out'],
      [`${mod} Shift B`, 'Quote'],
      ['Shift Enter', 'Line break'],
      [`${mod} Z, ${mod} Shift Z`, 'Undo, redo'],
      ['Alt F10', 'From the text to the formatting; Escape goes back'],
    ],
  },
  {
    title: 'Single keys, while you are not typing',
    keys: [
      ['c', 'To the composer'],
      ['t', 'To the timeline'],
      ['j, k', 'In the timeline: next entry, previous entry'],
      ['?', 'This list'],
    ],
  },
];

/** The list of shortcuts, and the single keys that work everywhere. They can be turned off (WCAG 2.1.4). */
export function Shortcuts(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [areSingleKeysOn, setSingleKeysOn] = useState(readPreference);
  useEffect(() => {
    if (!areSingleKeysOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const target = document.querySelector<HTMLElement>(TARGETS[event.key] ?? ':not(*)');
      if (event.key !== '?' && target === null) return;
      event.preventDefault();
      if (event.key === '?') setOpen(true);
      target?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [areSingleKeysOn]);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
        Keyboard shortcuts
      </button>
      {isOpen && (
        <Dialog title="Keyboard shortcuts" onClose={close}>
          {GROUPS.map(group => (
            <ShortcutGroup key={group.title} {...group} />
          ))}
          <label className="check">
            <input
              type="checkbox"
              checked={areSingleKeysOn}
              onChange={event => {
                setSingleKeysOn(event.target.checked);
                keepPreference(event.target.checked);
              }}
            />
            Single keys work
          </label>
          <div className="buttons">
            <button type="button" className="button" onClick={close}>
              Close
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function ShortcutGroup({ title, keys }: Group): ReactNode {
  return (
    <section className="shortcuts">
      <h3>{title}</h3>
      <dl>
        {keys.map(([combination, what]) => (
          <div key={combination}>
            <dt>{combination}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select') || target.closest('dialog') !== null;
}

function readPreference(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch {
    return true;
  }
}

function keepPreference(areOn: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, areOn ? 'on' : 'off');
  } catch {
    // It holds for this page then.
  }
}
