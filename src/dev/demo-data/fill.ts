/**
 * Fills the demo site of `npm run dev` with visits, so that whoever starts it has something to look at. Only a database without any
 * session is filled. All sessions are over: who is live is asked of objects, and for that there is `/demo`.
 */
import { databaseFor } from '../../database/databases';
import { asId, type LeadId, type SiteId } from '../../ids/uuid';
import type { Session } from '../../session/life/session';
import { hasRecords } from '../../session/record/any';
import { packRecord } from '../../session/record/pack';
import { flushRecords } from '../../session/record/write';
import { findSite } from '../../sites/store';
import { DemoLeads } from './leads';
import { apply, playVisit } from './play';
import { makeVisits } from './visits';

/** That of `src/sites/demo-site.sql`. */
export const DEMO_SITE = asId<SiteId>('5eed0000-0000-4000-8000-000000000001');
/** This month and the one before, whatever day it is: what is shown first is compared with something whole. */
export const DEMO_DAYS = 62;
const SEED = 'fernweg';

/** What was made; null: the database has sessions, or no demo site. `now`: in ms since the epoch. Throws when D1 does. */
export async function fillDemoSite(
  env: Env,
  { now, days = DEMO_DAYS }: { now: number; days?: number },
): Promise<{ sessions: number; days: number; leads: number } | null> {
  const db = databaseFor(env, DEMO_SITE);
  const site = await findSite(env, DEMO_SITE);
  if (site === null || (await hasRecords(db))) return null;
  const leads = new DemoLeads(db, DEMO_SITE, SEED);
  const sessions: Session[] = [];
  for (const visit of makeVisits({ seed: SEED, days, now }))
    sessions.push(await playVisit(visit, site, leads.identify, now));
  await leads.workOn(now);
  // In one transaction: a start that is broken off fills nothing, and the next one all.
  await flushRecords(db, linkVisitors(sessions, now).map(packRecord));
  return { sessions: sessions.length, days, leads: leads.count };
}

/** Who is known by one session is known in all of them. */
function linkVisitors(sessions: Session[], now: number): Session[] {
  const leads = new Map<string, LeadId>();
  for (const { visitor_id, lead_id } of sessions) {
    if (lead_id !== null && !leads.has(visitor_id)) leads.set(visitor_id, lead_id);
  }
  return sessions.map((session) => {
    const lead_id = leads.get(session.visitor_id);
    const isLinked = lead_id === undefined || session.lead_id !== null;
    return isLinked ? session : apply(session, { type: 'link', lead_id }, now);
  });
}
