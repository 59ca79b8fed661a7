import type { Aside as AsideView, ReadingStore } from './reading.ts';

/** Puts something beside an entry, or with null takes away what is there. */
export function setAside(reading: ReadingStore, number: number, Aside: AsideView | null): void {
  const asides = new Map(reading.getState().asides);
  if (Aside === null) asides.delete(number);
  else asides.set(number, Aside);
  reading.setState({ asides });
}
