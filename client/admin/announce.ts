import { create } from 'zustand';

export interface Announcement {
  readonly text: string;
  readonly kind: 'note' | 'problem';
  /** Tells two announcements with the same words apart. */
  readonly count: number;
}

export const useAnnouncement = create<Announcement>(() => ({ text: '', kind: 'note', count: 0 }));

/** Says something in the one polite status line, to ears and eyes alike. */
export function announce(text: string, kind: Announcement['kind'] = 'note'): void {
  useAnnouncement.setState(({ count }) => ({ text, kind, count: count + 1 }));
}
