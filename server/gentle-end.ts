import type { Server } from 'node:http';
import type { RequestHandler } from 'express';

/** How often connections are looked at for one that has nothing to do any more. */
const SWEEP_MS = 100;

export interface GentleEnd {
  readonly hasBegun: boolean;
  /** Comes before everything else. */
  readonly middleware: RequestHandler;
  /** Nothing new is taken, what runs is finished; after `withinMs` it is cut off. */
  begin(withinMs: number): Promise<void>;
}

/** The end of an HTTP server (D10). Node alone would go on serving connections on which one request follows another. */
export function gentleEnd(server: Server): GentleEnd {
  let hasBegun = false;
  return {
    get hasBegun() {
      return hasBegun;
    },
    middleware(_request, response, next) {
      if (hasBegun) response.set('Connection', 'close');
      next();
    },
    async begin(withinMs) {
      hasBegun = true;
      const closed = new Promise(resolve => server.close(resolve));
      // A connection whose request was under way is idle later.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), withinMs);
      server.closeIdleConnections();
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}
