/** For whom dates and numbers are written. */
export interface FormatsQuestion {
  readonly language: string;
  readonly timeZone: string;
}

/** Where a worker never answers, the page goes on without. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Resolves once the browser can write dates and numbers at once. The first time it looks through all languages that it knows: 30 to
 * 60 ms on a desk, several times that on a phone. What one thread of a page has looked up the others have too, so a worker does it.
 */
export function formatsReady(question: FormatsQuestion): Promise<void> {
  return new Promise(resolve => {
    const worker = new Worker(new URL('./formats-worker.ts', import.meta.url), { type: 'module' });
    const done = () => {
      worker.terminate();
      resolve();
    };
    worker.onmessage = done;
    worker.onerror = done;
    worker.postMessage(question);
    setTimeout(done, LONGEST_WAIT_MS);
  });
}
