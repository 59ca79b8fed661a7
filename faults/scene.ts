import { Coverage } from './coverage.ts';
import type { Work } from './editor.ts';
import { Newsroom, type NewsroomOptions } from './newsroom.ts';
import type { Stage } from './scenario.ts';

export interface Opened {
  readonly newsroom: Newsroom;
  readonly coverage: Coverage;
}

/** A server of its own with an article and readers who follow it; all goes when the run ends. */
export async function opened(
  { random, letGo }: Stage,
  readers: number,
  options: Omit<NewsroomOptions, 'random'> = {},
): Promise<Opened> {
  const newsroom = letGo.use(await Newsroom.open({ random, ...options }));
  const coverage = letGo.use(await Coverage.begin(newsroom, random));
  await coverage.addReaders(readers);
  return { newsroom, coverage };
}

/** Editors work for as long as something else takes. What that answers is answered. */
export async function editWhile<Answer>(
  coverage: Coverage,
  count: number,
  act: () => Promise<Answer>,
  { url, ...work }: Work & { readonly url?: string } = {},
): Promise<Answer> {
  const editors = Array.from({ length: count }, () => coverage.editor(url));
  const working = editors.map(editor => editor.work({ pauseMs: 5, ...work }));
  try {
    return await act();
  } finally {
    for (const editor of editors) editor.stop();
    await Promise.all(working);
  }
}
