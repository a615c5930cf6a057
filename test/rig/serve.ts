/**
 * The built Worker under workerd, on a socket of its own: what `npm run dev` serves, several times faster, with its
 * state in a folder of the caller's choice, which outlives it. It runs behind neither Wrangler's development proxy
 * nor the Worker by which Miniflare enters.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { type Client, createClient, type Input, unwrap } from '../../src/client/client.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../../migrations');
const ASSETS = path.resolve(import.meta.dirname, '../../src/assets');
export const COMPATIBILITY_DATE = '2026-11-01';
export const ADMIN_KEY = 'rig-admin-key';

export type Service = { url: URL; miniflare: Miniflare };

export type ServiceOptions = {
  script: string;
  /** Where objects and databases are kept. */
  stateDir: string;
  port?: number;
  /** Further values for the Worker's environment. */
  bindings?: Record<string, Json>;
  /** Drops what the Worker logs. */
  quiet?: boolean;
  inspectorPort?: number;
  /** How much of each may be done in a minute, by the names of the bindings. */
  rateLimits?: Record<string, number>;
  /** Serves `/s.js` as Cloudflare does: from before the Worker, which then is reached through one more. */
  withScript?: boolean;
};

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Starts the Worker and brings its database up to date. Without rate limits, unless asked for: rigs come from one address, and the local
 * simulator keeps every counter in an object of its own, which would be what is measured.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'visitor-sessions',
      modules: true,
      modulesRoot: path.dirname(options.script),
      scriptPath: options.script,
      compatibilityDate: COMPATIBILITY_DATE,
      unsafeDirectSockets: [{ port: options.port ?? 0 }],
      ...(options.inspectorPort === undefined ? {} : { inspectorPort: options.inspectorPort }),
      cf: false,
      ...(options.withScript === true && {
        assets: { directory: ASSETS, routerConfig: { has_user_worker: true } },
      }),
      bindings: { ...options.bindings, ADMIN_KEY },
      ratelimits: Object.fromEntries(
        Object.entries(options.rateLimits ?? {}).map(([name, limit]) => [
          name,
          { namespace_id: name, simple: { limit, period: 60 as const } },
        ]),
      ),
      d1Databases: { DB: 'visitor-sessions' },
      durableObjects: { VISITOR_SESSIONS: { className: 'VisitorSession', useSQLite: true } },
      ...(options.quiet === true && { handleStructuredLogs() {} }),
      resourcePersistencePath: options.stateDir,
    }),
  );
  const url = await miniflare.unsafeGetDirectURL();
  await migrate(miniflare);
  return { url, miniflare };
}

/** Applies every migration to a database that has none. */
async function migrate(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database('DB');
  const done = await db.prepare("SELECT name FROM sqlite_master WHERE name = 'sessions'").first();
  if (done !== null) return;
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const statements = readFileSync(path.join(MIGRATIONS, file), 'utf8')
      .replace(/^\s*--.*$/gm, '')
      .split(';')
      .filter((statement) => statement.trim() !== '');
    await db.batch(statements.map((statement) => db.prepare(statement)));
  }
}

/** A client of the operator, who may do all there is. */
export function adminOf(url: URL): Client {
  return createClient({ url: url.origin, key: ADMIN_KEY });
}

export type SiteSettings = Partial<Input<'createSite'>>;

/** Makes a site, unless told otherwise open to all origins. */
export async function makeSite(url: URL, settings: SiteSettings = {}): Promise<string> {
  const input = { name: 'Rig', allowed_origins: ['*'], ...settings };
  return unwrap(await adminOf(url).createSite(input)).site_id;
}
