/**
 * What the cases are played on: two sites with a key each, a session that is live and one that has ended, a site to
 * break. A case that changes something leaves a new one behind, so that every case meets the same stage, and a failing
 * one fails again when it is played alone.
 */

import { OPERATIONS, type Operation } from './operations.ts';
import type { Case } from './requests.ts';
import { call } from './send.ts';

/** In the custom data of every session of the stage: the search for leftovers must find it, or it is blind. */
export const STORED_MARK = 'storedfield7q9z';

type View = Record<string, unknown>;
type Acting = { session_id: string; visitor_id: string; before: string };

export type Stage = {
  service: URL;
  adminKey: string;
  ids: Record<string, string>;
  sessions: Record<Case['state'], Acting>;
  scratch: { site_id: string; key_id: string };
  /** Every field that a clean call answers with or stores, as paths. */
  knownPaths: Set<string>;
};

const OPEN = '/api/visitors/session';

export async function buildStage(service: URL, adminKey: string): Promise<Stage> {
  const main = await makeSite(service, adminKey);
  const other = await makeSite(service, adminKey);
  const foreign = await openSession(service, adminKey, other.site_id);
  const identified = await openSession(service, adminKey, main.site_id);
  const lead = await identify(service, adminKey, identified.session_id, main.site_id);
  const otherLead = await identify(service, adminKey, foreign.session_id, other.site_id);
  const ids = {
    admin_key: adminKey,
    site_key: main.key,
    other_key: other.key,
    site_id: main.site_id,
    lead_id: String(lead.lead_id),
    other_site_id: other.site_id,
    other_session_id: foreign.session_id,
    other_id: foreign.session_id,
    other_visitor_id: foreign.visitor_id,
    other_previous_session_id: foreign.session_id,
    other_lead_id: String(otherLead.lead_id),
    other_key_id: other.key_id,
  };
  return {
    service,
    adminKey,
    ids,
    sessions: {
      live: await actor(service, adminKey, main.site_id, 'live'),
      ended: await actor(service, adminKey, main.site_id, 'ended'),
    },
    scratch: await makeSite(service, adminKey),
    knownPaths: new Set([
      ...pathsOf(lead),
      ...pathsOf(await readSession(service, adminKey, identified.session_id, main.site_id)),
      ...pathsOf(await openClean(service, adminKey, main.site_id)),
    ]),
  };
}

/** What the marks of a case stand for. */
export function idsFor(stage: Stage, { state, operation }: Case): Record<string, string> {
  const { session_id, visitor_id } = stage.sessions[state];
  const acting = { session_id, id: session_id, previous_session_id: session_id, visitor_id };
  const route: Operation = OPERATIONS[operation];
  if (!route.isAdmins) return { ...stage.ids, ...acting };
  const { site_id, key_id } = stage.scratch;
  return { ...stage.ids, ...acting, site_id, key_id, other_site_id: site_id };
}

/** Puts back what a case that was let through may have changed. */
export async function renewStage(
  stage: Stage,
  { state, operation }: Pick<Case, 'state' | 'operation'>,
): Promise<void> {
  const { service, adminKey, ids } = stage;
  const route: Operation = OPERATIONS[operation];
  if (route.isAdmins) stage.scratch = await makeSite(service, adminKey);
  else stage.sessions[state] = await actor(service, adminKey, ids.site_id ?? '', state);
}

/** The session as it reads now, but for what the clock changes. */
export async function viewActor(stage: Stage, state: Case['state']): Promise<string> {
  const { session_id } = stage.sessions[state];
  return stillLife(
    await readSession(stage.service, stage.adminKey, session_id, stage.ids.site_id ?? ''),
  );
}

const stillLife = (view: View) => JSON.stringify({ ...view, ttl: 0 });

async function makeSite(service: URL, adminKey: string) {
  const site = await call(service, adminKey, 'POST', '/api/sites', {
    name: 'Fuzz',
    allowed_origins: ['https://shop.example', 'https://*.shop.example'],
  });
  const site_id = String(site.site_id);
  const made = await call(service, adminKey, 'POST', `/api/sites/${site_id}/keys`, {
    name: 'fuzz',
  });
  return { site_id, key_id: String(made.key_id), key: String(made.key) };
}

async function actor(service: URL, adminKey: string, site_id: string, state: Case['state']) {
  const { session_id, visitor_id } = await openSession(service, adminKey, site_id);
  if (state === 'ended') await call(service, adminKey, 'POST', `${OPEN}/end`, { session_id });
  const before = stillLife(await readSession(service, adminKey, session_id, site_id));
  return { session_id, visitor_id, before };
}

async function openSession(service: URL, adminKey: string, site_id: string) {
  const opened = await call(service, adminKey, 'POST', OPEN, {
    site_id,
    url: 'https://shop.example/',
    custom_data: { kept: STORED_MARK },
  });
  return { session_id: String(opened.session_id), visitor_id: String(opened.visitor_id) };
}

/** With every field that is an object, so that all of its fields are seen. */
function openClean(service: URL, adminKey: string, site_id: string): Promise<View> {
  const device = { os: 'Linux', screen_size: '1x1' };
  return call(service, adminKey, 'POST', OPEN, { site_id, device });
}

function readSession(service: URL, adminKey: string, session_id: string, site_id: string) {
  const query = `session_id=${session_id}&site_id=${site_id}`;
  return call(service, adminKey, 'GET', `${OPEN}?${query}`);
}

function identify(service: URL, adminKey: string, session_id: string, site_id: string) {
  const known = { site_id, email: 'known@shop.example', name: 'Known', create_task: true };
  return call(service, adminKey, 'POST', `${OPEN}/${session_id}/identify`, known);
}

/** The callers' own objects are the callers' own business. */
const FREE_FORM = ['custom_data', 'consent'];

export function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || FREE_FORM.includes(path)) return [path];
  return Object.entries(value).flatMap(([name, child]) =>
    pathsOf(child, path === '' ? name : `${path}.${name}`),
  );
}

/** Known as it is, or as the null that stands for an object. */
export function isKnownPath(path: string, knownPaths: Set<string>): boolean {
  return knownPaths.has(path) || [...knownPaths].some((known) => known.startsWith(`${path}.`));
}
