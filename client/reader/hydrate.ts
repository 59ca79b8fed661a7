/** React, which is evaluated in a turn of its own: see vite.config.ts. */
export { hydrateRoot } from 'react-dom/client';
