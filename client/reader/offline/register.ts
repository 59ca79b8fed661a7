const WORKER_PATH = '/service-worker.js';

/** On whichever page a reader comes to the site, once that is loaded: then something is there without a network. */
export function registerWorker(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const register = () => void navigator.serviceWorker.register(WORKER_PATH, { updateViaCache: 'none' }).catch(() => {});
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
