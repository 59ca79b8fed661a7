import './reader.css';
import type { PageView } from '#shared/pages.ts';
import { firstPaint, isFirstVisit, showFonts } from './first-paint.ts';
import { formatsReady } from './formats.ts';
import { keptPreferences } from './kept-preferences.ts';
import { registerWorker } from './offline/register.ts';
import type { ArticlePageView } from './reader.ts';
import { showTranslations } from './translations.ts';

const TRY_AGAIN_MS = 5_000;

const root = document.getElementById('root');
const data = document.getElementById('view')?.textContent;
if (!root || !data) throw new Error('The page came without its data.');
const view: PageView = JSON.parse(data);
// As early as can be: it changes how much room the entries take.
showTranslations(keptPreferences());
void start(root, view).then(registerWorker);

/** What is for later visits, the worker, comes after what is for this one. */
async function start(root: HTMLElement, view: PageView): Promise<void> {
  // A page that was kept for offline comes without markup.
  const isDrawn = root.firstChild !== null;
  if (isDrawn) await firstPaint();
  // On a first visit they would share a slow network and a slow processor with the program.
  const isLater = isDrawn && isFirstVisit();
  if (!isLater) void showFonts();
  // The other pages are complete as they are.
  if (view.page === 'article') await Promise.race([comeToLife(root, isDrawn ? view : asOfNow(view)), retryTime()]);
  if (isLater) void showFonts();
}

async function comeToLife(root: HTMLElement, view: ArticlePageView): Promise<void> {
  const [{ bringToLife }] = await Promise.all([program(), formatsReady(view.state.article)]);
  await bringToLife(root, view);
}

/**
 * The server says which files it is: what the first one imports is asked for beside it, not after it, and evaluated before it, each in
 * a turn of its own. The network may be gone just now.
 */
async function program(isRetry = false): Promise<typeof import('./bring-to-life.tsx')> {
  const files = document.querySelector<HTMLElement>('script[data-program]')?.dataset.program?.split(' ') ?? [];
  const [main = '', ...imported] = files;
  try {
    for (const file of imported) preload(file);
    for (const file of imported.toReversed()) await import(/* @vite-ignore */ file);
    return await import(/* @vite-ignore */ main);
  } catch (error) {
    if (isRetry && error instanceof TypeError && !isReloaded()) await reloadOnceThere(files);
    await retryTime();
    return program(true);
  }
}

/** Chromium up to 153 remembers what could not be had until the page is loaded anew. */
async function reloadOnceThere(files: readonly string[]): Promise<void> {
  const answers = await Promise.all(files.map(file => fetch(file).catch(() => null)));
  if (answers.every(answer => answer?.ok)) location.reload();
}

function isReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload';
}

function retryTime(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, TRY_AGAIN_MS));
}

function preload(href: string): void {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
}

/** It may have been made long ago; what its device's clock was off by then is known. */
function asOfNow(page: ArticlePageView): ArticlePageView {
  const { aheadMs = 0 } = document.getElementById('kept')?.dataset ?? {};
  return { ...page, now: Date.now() + Number(aheadMs) };
}
