import { EMBED_SANDBOX, HEIGHT, HELLO, type HeightMessage, type HelloMessage } from '#shared/embed.ts';

/**
 * /embed.js, which other sites load: puts a frame where they name an article, and keeps it as high as its content. What it may know
 * of their pages is where the frame stands; what they may know of the frame is its height.
 */

/** Until the frame has told its own. */
const FIRST_HEIGHT_PX = 480;
/** No article is as high as this; what claims to be is not believed. */
const MAX_HEIGHT_PX = 100_000;
const OPTIONS = ['theme', 'order', 'entries', 'entry'];

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src) {
  const { origin } = new URL(script.src);
  const start = () => embedAll(origin, script);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}

function embedAll(site: string, script: HTMLScriptElement): void {
  if (script.dataset.article) {
    script.after(follow(site, frameFor(site, script)));
    delete script.dataset.article;
  }
  for (const place of document.querySelectorAll<HTMLElement>('div.pressbox-embed[data-article]'))
    place.replaceWith(follow(site, frameFor(site, place)));
}

function frameFor(site: string, { dataset, textContent }: HTMLElement): HTMLIFrameElement {
  const { article = '' } = dataset;
  const address = new URL(`/embed/${encodeURIComponent(article)}`, site);
  for (const option of OPTIONS) {
    const value = dataset[option];
    if (value) address.searchParams.set(option, value);
  }
  const frame = document.createElement('iframe');
  frame.className = 'pressbox-embed';
  frame.title = textContent?.trim() || article;
  frame.loading = 'lazy';
  frame.sandbox.value = EMBED_SANDBOX;
  frame.style.cssText = `display:block;box-sizing:border-box;width:100%;height:${FIRST_HEIGHT_PX}px;border:0`;
  frame.src = address.href;
  return frame;
}

/** Lets the height of the frame follow its content. */
function follow(site: string, frame: HTMLIFrameElement): HTMLIFrameElement {
  frame.addEventListener('load', () => {
    frame.contentWindow?.postMessage({ type: HELLO } satisfies HelloMessage, site);
  });
  addEventListener('message', ({ data, source, origin }: MessageEvent<Partial<HeightMessage> | null>) => {
    if (origin !== site || source === null || source !== frame.contentWindow || data?.type !== HEIGHT) return;
    const { height, title } = data;
    if (typeof height === 'number' && height > 0 && height < MAX_HEIGHT_PX) setHeight(frame, height);
    if (typeof title === 'string') frame.title = title;
  });
  return frame;
}

/** What is read below a frame stays where it is, also in browsers that do not see to that themselves. */
function setHeight(frame: HTMLIFrameElement, height: number): void {
  const { bottom, height: before } = frame.getBoundingClientRect();
  frame.style.height = `${height}px`;
  if (bottom <= 0 && !CSS.supports('overflow-anchor', 'auto')) scrollBy({ top: height - before, behavior: 'instant' });
}
