/**
 * What the cases are played on: two sites with a key each, a session in each state, a site to break. A case that changes
 * something leaves a new one behind, so that every case meets the same stage, and a failing one fails again when it is
 * played alone.
 */
import assert from 'node:assert/strict';
import {
  type Acting,
  awaitRecords,
  identify,
  makeActors,
  openSession,
  type Place,
  type State,
  type View,
  viewSession,
} from './actors.ts';
import { operationNamed } from './operations.ts';
import {
  compareRecords,
  type Database,
  listRecords,
  prepareListing,
  type Records,
} from './records.ts';
import type { Case } from './requests.ts';
import { call } from './send.ts';

export type Stage = Place & {
  ids: Record<string, string>;
  /** Ids by their names, of what requests have made. Those of the stage come before them. */
  learned: Record<string, string>;
  sessions: Record<State, Acting>;
  /** The sessions that come next. */
  ready: Record<State, Acting[]>;
  scratch: { site_id: string; key_id: string; share_id: string };
  /** Every field that a clean call answers with or stores, as paths. */
  knownPaths: Set<string>;
  listing: Awaited<ReturnType<typeof prepareListing>>;
  /** The sessions that a request has changed, or that have had their turn. */
  moving: Set<string>;
  /** What D1 has of everything else. */
  records: Records;
};

export async function buildStage(service: URL, adminKey: string, db: Database): Promise<Stage> {
  const main = await makeSite(service, adminKey);
  const other = await makeSite(service, adminKey);
  const place = { service, adminKey, db, site_id: main.site_id };
  const away = { ...place, site_id: other.site_id };
  const foreign = await openSession(away);
  const identified = await openSession(place);
  const lead = await identify(place, identified.session_id, 'known@shop.example');
  const otherLead = await identify(away, foreign.session_id, 'known@shop.example');
  const clean = await openClean(place);
  const ids = {
    admin_key: adminKey,
    own_origin: service.origin,
    site_key: main.key,
    other_key: other.key,
    site_id: main.site_id,
    lead_id: String(lead.lead_id),
    task_id: String(lead.task_id),
    other_site_id: other.site_id,
    other_session_id: foreign.session_id,
    other_id: foreign.session_id,
    other_visitor_id: foreign.visitor_id,
    other_previous_session_id: foreign.session_id,
    other_lead_id: String(otherLead.lead_id),
    other_task_id: String(otherLead.task_id),
    other_key_id: other.key_id,
    other_share_id: other.share_id,
  };
  const ready = { live: [], ended: [], identified: [], final: [] };
  const stage: Stage = {
    ...place,
    ids,
    learned: {},
    ready,
    sessions: {
      live: await nextActor(place, ready, 'live'),
      ended: await nextActor(place, ready, 'ended'),
      identified: await nextActor(place, ready, 'identified'),
      final: await nextActor(place, ready, 'final'),
    },
    scratch: await makeSite(service, adminKey),
    knownPaths: new Set([
      ...pathsOf(lead),
      ...pathsOf(await viewSession(place, identified.session_id)),
      ...pathsOf(clean),
    ]),
    listing: await prepareListing(db),
    moving: new Set([identified.session_id, String(clean.session_id)]),
    records: new Map(),
  };
  await awaitRecords(db, [foreign.session_id], 'identified');
  stage.records = await listRecords(stage.listing, stage.moving);
  return stage;
}

/** What the placeholders of a case are replaced by. */
export function idsFor(stage: Stage, { state, operation }: Case): Record<string, string> {
  const { session_id, visitor_id } = stage.sessions[state];
  const acting = { session_id, id: session_id, previous_session_id: session_id, visitor_id };
  const ids = { ...stage.learned, ...stage.ids, ...acting };
  if (operationNamed(operation).caller !== 'admin') return ids;
  const { site_id, key_id, share_id } = stage.scratch;
  return { ...ids, site_id, key_id, share_id, other_site_id: site_id };
}

/** Of what a request has made, and the stage has nothing of: paths with such an id lead to it from then on. */
export function learnIds({ learned }: Stage, data: unknown): void {
  for (const [name, value] of Object.entries(Object(data))) {
    if (name.endsWith('_id') && typeof value === 'string') learned[name] = value;
  }
}

/** Puts back what a case that was let through may have changed. */
export async function renewStage(
  stage: Stage,
  { state, operation }: Pick<Case, 'state' | 'operation'>,
): Promise<void> {
  const { service, adminKey, moving } = stage;
  if (operationNamed(operation).caller === 'admin')
    stage.scratch = await makeSite(service, adminKey);
  else {
    moving.add(stage.sessions[state].session_id);
    stage.sessions[state] = await nextActor(stage, stage.ready, state);
  }
  stage.records = await listRecords(stage.listing, moving);
}

/** Takes what a request has changed for what the next one finds; answers with the session before and after. */
export async function keepChanges(
  stage: Stage,
  state: State,
): Promise<{ before: View; after: View }> {
  const acting = stage.sessions[state];
  const { before } = acting;
  acting.before = await viewSession(stage, acting.session_id);
  stage.moving.add(acting.session_id);
  stage.records = await listRecords(stage.listing, stage.moving);
  return { before, after: acting.before };
}

/** Nothing is different from before: neither the session nor any row. */
export async function checkUnchanged(stage: Stage, state: State): Promise<void> {
  const { session_id, before } = stage.sessions[state];
  const [view, records] = await Promise.all([
    viewSession(stage, session_id),
    listRecords(stage.listing, stage.moving),
  ]);
  assert.deepEqual(view, before, 'a request that changes nothing changed something');
  const changes = compareRecords(stage.records, records);
  assert.ok(
    changes.length === 0,
    `a request that changes nothing changed rows:\n${changes.join('\n')}`,
  );
}

async function nextActor(place: Place, ready: Stage['ready'], state: State): Promise<Acting> {
  if (ready[state].length === 0) ready[state] = await makeActors(place, state);
  const next = ready[state].pop();
  if (next === undefined) throw new Error(`no session that is ${state}`);
  return next;
}

async function makeSite(service: URL, adminKey: string) {
  const site = await call(service, adminKey, 'POST', '/api/sites', {
    name: 'Fuzz',
    allowed_origins: ['https://shop.example', 'https://*.shop.example'],
    proxy_address_header: 'x-visitor-address',
    proxy_country_header: 'x-visitor-country',
  });
  const site_id = String(site.site_id);
  const made = await call(service, adminKey, 'POST', `/api/sites/${site_id}/keys`, {
    name: 'fuzz',
  });
  const share = await call(service, adminKey, 'POST', `/api/sites/${site_id}/shares`, {
    name: 'fuzz',
  });
  const share_id = String(share.share_id);
  return { site_id, key_id: String(made.key_id), key: String(made.key), share_id };
}

/** With every field that is an object, so that all of its fields are seen. */
function openClean({ service, adminKey, site_id }: Place): Promise<View> {
  const device = { os: 'Linux', screen_size: '1x1' };
  const url = 'https://shop.example/?gclid=1';
  return call(service, adminKey, 'POST', '/api/visitors/session', { site_id, device, url });
}

/** The callers' own objects are the callers' own business. */
const FREE_FORM = ['custom_data', 'consent'];

export function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || FREE_FORM.includes(path)) return [path];
  // The elements of an array have one path.
  return Object.entries(value).flatMap(([key, child]) => {
    const name = Array.isArray(value) ? '*' : key;
    return pathsOf(child, path === '' ? name : `${path}.${name}`);
  });
}

/** Known as it is, or as the null in place of an object. */
export function isKnownPath(path: string, knownPaths: Set<string>): boolean {
  return knownPaths.has(path) || [...knownPaths].some((known) => known.startsWith(`${path}.`));
}
