import { directionOf } from '#shared/language.ts';

const SHOWN_MS = 4_000;

/** Says for a moment on screen what the status line says to those who hear the page. */
export function showToast(text: string, language: string): void {
  const toast = document.createElement('p');
  toast.className = 'toast';
  toast.ariaHidden = 'true';
  toast.lang = language;
  toast.dir = directionOf(language);
  toast.textContent = text;
  document.body.append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
