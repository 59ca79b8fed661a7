const WORKER_PATH = '/service-worker.js';
/** It is for later visits, and starting it takes a slow phone as long as bringing the page to life. */
const AFTER_MS = 2_000;

/** On whichever page a reader comes to the site, once that is at rest: then something is there without a network. */
export function registerWorker(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const register = () => void navigator.serviceWorker.register(WORKER_PATH, { updateViaCache: 'none' }).catch(() => {});
  setTimeout(register, AFTER_MS);
}
