import type * as z from 'zod';

/** What was typed on a screen and is not sent yet, kept in this browser so that a reload does not lose it. */
export function readKept<S extends z.ZodType>(key: string, shape: S): z.infer<S> | null {
  try {
    const read = shape.safeParse(JSON.parse(localStorage.getItem(keyOf(key)) ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(key), JSON.stringify(value));
  } catch {
    // A full or closed storage: the screen itself still has it.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(keyOf(key));
  } catch {
    // Nothing was kept.
  }
}

function keyOf(key: string): string {
  return `pressbox.kept.${key}`;
}
