import { HEIGHT, HELLO, type HeightMessage, type HelloMessage } from '#shared/embed.ts';
import { after } from '../live/browser.ts';

/** Changes that follow each other closely are told together. */
const SETTLE_MS = 100;

/** Tells the page around the frame how high its content is, once that page has said which origin it is of. */
export function tellHeight(content: Element, title: () => string): void {
  let origin: string | null = null;
  let told = 0;
  let isWaiting = false;

  function tell(): void {
    isWaiting = false;
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (origin === null || height === told) return;
    told = height;
    parent.postMessage({ type: HEIGHT, height, title: title() } satisfies HeightMessage, origin);
  }

  new ResizeObserver(() => {
    if (!isWaiting) after(SETTLE_MS, tell);
    isWaiting = true;
  }).observe(content);
  addEventListener('message', ({ data, source, origin: from }: MessageEvent<Partial<HelloMessage> | null>) => {
    if (source !== parent || data?.type !== HELLO) return;
    origin = from;
    told = 0;
    // From now on the frame is as high as its content: a scrollbar would only flicker.
    document.documentElement.style.overflow = 'hidden';
    tell();
  });
}
