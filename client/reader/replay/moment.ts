import type { StoreApi } from 'zustand/vanilla';
import type { PastMoment } from '#shared/pages.ts';

/** The moment that the page shows; it moves where the article is played back. */
export type MomentStore = StoreApi<PastMoment>;
