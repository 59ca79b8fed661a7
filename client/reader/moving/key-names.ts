/** What a pressed key stands for, as docs and the list on `?` name it. */
export const KEYS = ['j', 'k', 'n', 'p', 'o', 's', 'c', '/', '?'] as const;
export type Key = (typeof KEYS)[number];
