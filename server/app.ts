import { createServer, type IncomingMessage, type Server } from 'node:http';
import compression from 'compression';
import express from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { DeliveryReport } from '#shared/delivery.ts';
import { Admission } from './admission.ts';
import { articleRoutes } from './api/articles.ts';
import { asOfReads } from './api/as-of.ts';
import { commandLimit } from './api/command-limit.ts';
import { deliveryRoutes } from './api/delivery.ts';
import { healthRoutes } from './api/health.ts';
import { importRoutes } from './api/imports.ts';
import { lensReads } from './api/lens-reads.ts';
import { logPages } from './api/log-pages.ts';
import { mediaUploads } from './api/media.ts';
import { notFound, problemHandler, readOnly } from './api/problem.ts';
import { publicReads } from './api/public-reads.ts';
import { streamRoutes } from './api/stream.ts';
import type { Accounts } from './auth/accounts.ts';
import { requestUser, whoAsks } from './auth/request-user.ts';
import { accountRoutes } from './auth/routes.ts';
import { sameOrigin } from './auth/same-origin.ts';
import type { Bus } from './bus/bus.ts';
import type { Config } from './config.ts';
import { exportRoutes } from './export/routes.ts';
import { RunningExports } from './export/running-exports.ts';
import { feedRoutes } from './feeds/feed-routes.ts';
import { heardBy, WebSub } from './feeds/websub.ts';
import { gentleEnd } from './gentle-end.ts';
import { Hub } from './hub.ts';
import { startCollecting } from './media/collect-pictures.ts';
import { Media } from './media/media.ts';
import { Observation } from './metrics/observation.ts';
import { type Assets, builtAssets, sourceAssets } from './pages/assets.ts';
import { calendarRoute } from './pages/calendar.ts';
import { embedRoutes } from './pages/embed.ts';
import { manifestRoute } from './pages/manifest.ts';
import { mediaRoutes } from './pages/media.ts';
import { oembedRoute } from './pages/oembed.ts';
import { pageErrorHandler, pageRoutes } from './pages/pages.ts';
import { securityHeaders } from './pages/security-headers.ts';
import { socialRoutes } from './pages/social-routes.ts';
import { localPresence, type Presence, sharedPresence } from './presence.ts';
import { ReadLimit } from './read-limit.ts';
import { startReleases } from './release.ts';
import { requestLog } from './request-log.ts';
import { SiteReads } from './site-reads.ts';
import { SharedReads } from './snapshots.ts';
import { acceptSockets } from './sockets.ts';
import { PresenceTable } from './store/presence-table.ts';
import type { Store } from './store/store.ts';
import { toldReaders } from './told-readers.ts';
import type { WriteContext } from './write.ts';

const MAX_COMMAND_BYTES = 256 * 1024;
/** Two million characters of three bytes each, and their escapes. */
const MAX_IMPORT_BYTES = 8 * 1024 * 1024;
/** Slow or stuck requests are answered 408 and closed (slowloris). */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** What runs when the server is asked to end. It ends within 30 s (D10). */
const FINISH_WITHIN_MS = 20_000;
/** A proxy keeps connections for 60 s; ours must outlast them or requests meet a closed door. */
const KEEP_ALIVE_MS = 65_000;

export interface AppParts {
  readonly config: Config;
  readonly store: Store;
  readonly bus: Bus;
  readonly accounts: Accounts;
  /** What a command of this machine's operator authenticates with. */
  readonly operatorKey: string;
  readonly clock: () => number;
  readonly ids: () => string;
  readonly log: Logger;
}

export interface App {
  readonly server: Server;
  /** What `/metrics` says. */
  readonly metrics: Registry;
  readonly writing: WriteContext;
  /** Not ready any more, readers told when to return, running requests finished, everything let go. */
  close(): Promise<void>;
}

/** The whole server without a port. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, bus, clock, ids, log } = parts;
  const observation = new Observation(config, clock, log);
  const store = observation.watched(parts.store);
  const app = express();
  const server = createServer({ shouldUpgradeCallback: wantsSocket }, app);
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  app.disable('x-powered-by').set('query parser', 'simple').set('trust proxy', config.trustedProxies);

  const webSub = webSubOf(parts, store);
  const rung = webSub === null ? bus : heardBy(bus, webSub.ring);
  const writing: WriteContext = { store, bus: rung, clock, ids, defaults: config.defaults };
  const assets: Assets = config.dev ? await sourceAssets(server, app) : await builtAssets();
  const readLimit = new ReadLimit({ config });
  const reads = new SharedReads(store, readLimit);
  const siteReads = new SiteReads(store, readLimit);
  const exporting = new RunningExports({ limit: readLimit, trustedProxies: config.trustedProxies });
  const media = new Media(store, clock);
  const told = (articleId: string) => (config.showReaders ? toldReaders(presence.readersOf(articleId)) : undefined);
  const hub = new Hub({ store, reads, bus, clock, log, watch: observation.delivery, toldReaders: told });
  const admission = new Admission({ config, log });
  const sockets = acceptSockets(server, { config, hub, admission, clock, log });
  const releases = startReleases({ writing, log });
  const collecting = startCollecting({ store, clock, log });
  const presence = presenceOf(parts, hub);
  const makeReport = observation.begin({ server, store, bus, hub, presence, admission, readLimit });
  const end = gentleEnd(server);

  app.use(
    end.middleware,
    requestLog(log, observation.answered),
    securityHeaders(config),
    healthRoutes({ store, bus, isClosing: () => end.hasBegun }),
  );
  // Before compression, which would collect what has to leave at once.
  app.use('/api', streamRoutes({ config, hub, admission, log }));
  app.use(compression(), assets.middleware);
  app.use('/api', apiRoutes({ ...parts, store }, { writing, reads, siteReads, media, makeReport }));
  const pages = { store, reads, siteReads, assets, site: config.site, publicUrl: config.publicUrl, clock };
  app.use(
    mediaRoutes(media, headers => whoAsks(parts, headers)),
    manifestRoute(config.site),
    socialRoutes(pages),
  );
  app.use(feedRoutes({ ...pages, hub: config.websubHub }), oembedRoute(pages), calendarRoute(pages));
  app.use(embedRoutes(pages), exportRoutes({ ...pages, media, readLimit, running: exporting }), pageRoutes(pages));
  app.use(readOnly, notFound, pageErrorHandler(pages, log));

  return {
    server,
    metrics: observation.registry,
    writing,
    async close() {
      const ended = end.begin(FINISH_WITHIN_MS);
      sockets.close();
      exporting.close();
      const released = releases.close();
      const collected = collecting.close();
      await hub.close();
      await Promise.all([ended, released, collected]);
      await webSub?.close();
      await presence.close();
      observation.close();
      await bus.close();
      await store.close();
    },
  };
}

function webSubOf({ config, clock, log }: AppParts, store: Store): WebSub | null {
  const { websubHub: hub, publicUrl: siteUrl } = config;
  return hub === null || siteUrl === null ? null : new WebSub({ hub, siteUrl, store, clock, log });
}

/** A node alone counts its own readers; several tell each other by the store. */
function presenceOf({ config, store, ids, log }: AppParts, hub: Hub): Presence {
  if (config.databaseUrl === null) return localPresence(hub);
  return sharedPresence({ table: new PresenceTable(store.engine), here: hub, nodeId: ids(), log });
}

/** Programs offer other upgrades, such as h2c, with ordinary requests; those are answered as if they had not. */
function wantsSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

interface ApiParts {
  readonly writing: WriteContext;
  readonly reads: SharedReads;
  readonly siteReads: SiteReads;
  readonly media: Media;
  readonly makeReport: () => Promise<DeliveryReport>;
}

function apiRoutes(
  { config, store, accounts, operatorKey, clock, log }: AppParts,
  { writing, reads, siteReads, media, makeReport }: ApiParts,
): express.Router {
  const router = express.Router();
  router.use(sameOrigin(config));
  // Before anybody is recognised: what everybody may keep must not depend on who asked.
  router.use('/articles', publicReads({ store, reads, siteReads }), logPages(reads, clock));
  router.use('/articles', asOfReads(reads), lensReads(reads));
  router.use(requestUser({ accounts, operatorKey }));
  router.use(['/articles', '/imports', '/media'], commandLimit({ perSecond: config.commandsPerSecond }));
  router.use('/media', mediaUploads(media));
  router.use('/imports', express.json({ limit: MAX_IMPORT_BYTES }));
  router.use(express.json({ limit: MAX_COMMAND_BYTES }));
  router.use(accountRoutes(accounts));
  router.use('/articles', articleRoutes(writing));
  router.use('/imports', importRoutes(writing));
  router.use('/delivery', deliveryRoutes(makeReport));
  router.use(notFound, problemHandler(log));
  return router;
}
