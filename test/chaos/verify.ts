/** When all is over: the API, the records and the objects are compared with the ledgers. */
import type { SessionView } from '../../src/session/life/view.ts';
import { RECORDS } from '../rig/records.ts';
import type { Book } from './book.ts';
import type { Client } from './client.ts';
import { sleep } from './harm.ts';
import type { SessionLedger } from './ledger.ts';
import type { ChaosService, ObjectState } from './service.ts';

type Row = Record<string, string | number | null> & { session_id: string; custom_data: string };

type Lead = { site_id: string; email: string | null; name: string | null; lead_id: string };
type Link = { visitor_id: string; lead_id: string };

/** What the API shows and the record must say too. */
const SAME = [
  'status',
  'started_at',
  'last_activity_at',
  'ended_at',
  'ended_by',
  'exit_type',
  'exit_url',
  'current_url',
  'duration',
  'active_time',
  'page_views',
  'lead_id',
  'identified_at',
  'visitor_id',
  'site_id',
  'reopened_count',
  'previous_session_id',
] as const;

/**
 * Alarms alone finish every session none of whose alarms was lost, and whose erasure was not begun and left to be repeated: of
 * that one the object may be gone, and the record not. Of the others the cron trigger finds those whose record is
 * open, and a caller who reads one has its object finish what is left. Answers with the objects that have a state though
 * all should be over.
 */
export async function settle(
  service: ChaosService,
  client: Client,
  book: Book,
  patienceMs: number,
): Promise<ObjectState[]> {
  const lost = new Set(
    service.harmed.filter(({ kind }) => kind === 'alarm never').map(({ session_id }) => session_id),
  );
  const isHalfErased = (sessionId: string) => book.sessions.get(sessionId)?.erasure === 'asked';
  const left = await waitForEnd(
    service,
    patienceMs,
    (sessionId) => !lost.has(sessionId) && !isHalfErased(sessionId),
  );
  await service.collect();
  for (const sessionId of left.unfinished) {
    const ledger = book.sessions.get(sessionId) ?? null;
    const state = left.notEmpty.find(({ session_id }) => session_id === sessionId);
    tellHarm(service, ledger);
    book.accuse(ledger, `its alarms did not finish ${sessionId}: ${describeState(state)}`);
  }
  const { notEmpty } = await waitForEnd(
    service,
    patienceMs,
    () => true,
    async (notEmpty) => {
      await service.runCron();
      for (const { session_id } of notEmpty) {
        const site_id = book.sessions.get(session_id)?.site_id;
        const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
        if (lost.has(session_id)) await client.send({ method: 'GET', path, isServer: true });
      }
    },
  );
  return notEmpty;
}

/** Among what was asked and answered, since what was done to a session is its history, too. */
function tellHarm({ harmed }: ChaosService, ledger: SessionLedger | null): void {
  for (const { at, kind, session_id } of harmed) {
    if (session_id === ledger?.session_id) ledger.history.push(`${Math.round(at)} ${kind}`);
  }
  ledger?.history.sort();
}

function describeState(state: ObjectState | undefined): string {
  if (state === undefined) return 'nothing stored';
  const { keys, alarm, version } = state;
  const wake = alarm === null ? 'no alarm' : `an alarm in ${alarm - Date.now()} ms`;
  return `${keys.join()} of version ${version}, ${wake}`;
}

/** Until none of the sessions that are `meant` is open in D1 or stored in its object, or patience ends. */
async function waitForEnd(
  service: ChaosService,
  patienceMs: number,
  meant: (sessionId: string) => boolean,
  help: (notEmpty: ObjectState[]) => Promise<void> = async () => {},
): Promise<{ unfinished: string[]; notEmpty: ObjectState[] }> {
  const until = Date.now() + patienceMs;
  for (;;) {
    await help(await service.listNotEmpty());
    const open = (await listOpen(service)).filter(meant);
    const isLate = Date.now() > until;
    if (open.length === 0 || isLate) {
      const notEmpty = (await service.listNotEmpty()).filter(({ session_id }) => meant(session_id));
      const unfinished = [...new Set([...open, ...notEmpty.map(({ session_id }) => session_id)])];
      if (unfinished.length === 0 || isLate) return { unfinished, notEmpty };
    }
    await sleep(1_000);
  }
}

async function listOpen(service: ChaosService): Promise<string[]> {
  const db = await service.miniflare.getD1Database('DB');
  const { results } = await db
    .prepare(`SELECT session_id FROM ${RECORDS} WHERE status != 'ended'`)
    .all<{ session_id: string }>();
  return results.map(({ session_id }) => session_id);
}

export async function verify(
  service: ChaosService,
  client: Client,
  book: Book,
  notEmpty: ObjectState[],
): Promise<{ records: number; leads: number; tasks: number }> {
  const db = await service.miniflare.getD1Database('DB');
  const select = async <T>(sql: string) => (await db.prepare(sql).all<T>()).results;
  const rows = await select<Row>(`SELECT * FROM ${RECORDS}`);
  const leads = await select<Lead>('SELECT site_id, email, name, lead_id FROM leads');
  const tasks = await select<{ task_id: string; lead_id: string; session_id: string }>(
    'SELECT task_id, lead_id, session_id FROM tasks',
  );
  for (const { site_id, email, lead_id } of leads) {
    if (email !== null) book.enterLead(null, site_id, { email }, lead_id);
  }
  const bySession = new Map(rows.map((row) => [row.session_id, row]));
  for (const ledger of book.sessions.values()) {
    const row = bySession.get(ledger.session_id);
    // Asked for and not acknowledged, an erasure may have been done or not.
    if (ledger.erasure === 'asked') continue;
    if (ledger.erasure === 'done') await verifyErased(client, book, ledger, row);
    else if (ledger.isKnown) await verifySession(client, book, ledger, row);
    const own = tasks.filter(({ session_id }) => session_id === ledger.session_id);
    if (own.length > 1 && !ledger.isReplaced) book.accuse(ledger, `${own.length} tasks`);
    if (ledger.erasure === 'done' && own.length > 0) book.accuse(ledger, 'an erased task');
    const acknowledged = ledger.erasure === null ? [...ledger.tasks] : [];
    const lost = acknowledged.filter((taskId) => !own.some(({ task_id }) => task_id === taskId));
    if (lost.length > 0) book.accuse(ledger, `acknowledged tasks are missing: ${lost.join()}`);
  }
  verifyRows(book, rows);
  const links = await select<Link>('SELECT visitor_id, lead_id FROM visitor_leads');
  verifyErasedVisitors(book, rows, leads, links);
  verifyLeads(book, leads, links);
  const addresses = leads.flatMap(({ site_id, email }) => (email ? [`${site_id} ${email}`] : []));
  if (new Set(addresses).size < addresses.length) book.accuse(null, 'two leads with one address');
  for (const state of notEmpty) {
    const ledger = book.sessions.get(state.session_id) ?? null;
    const recorded = bySession.get(state.session_id)?.version ?? 0;
    tellHarm(service, ledger);
    book.accuse(ledger, `an object still has ${describeState(state)}, recorded ${recorded}`);
  }
  return { records: rows.length, leads: leads.length, tasks: tasks.length };
}

async function verifySession(client: Client, book: Book, ledger: SessionLedger, row?: Row) {
  const { session_id, site_id } = ledger;
  const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  const { data, status } = await client.send({ method: 'GET', path, isServer: true });
  const wrong = (words: string) => book.accuse(ledger, `in the end ${words}`);
  if (row === undefined) wrong('there is no record');
  if (data === null) return wrong(`the API answers ${status}`);
  book.enter(ledger, data, ledger.floor(), 'in the end');
  if (data.status !== 'ended') wrong('it has not ended');
  if (row !== undefined) verifyRow(data, row, wrong);
  const span = (data.ended_at ?? 0) - data.started_at;
  if (data.active_time < Math.min(ledger.activeReported, span)) {
    wrong(`active_time is ${data.active_time} of ${span}, reported was ${ledger.activeReported}`);
  }
  const reopened = ledger.reopenings.size;
  if (data.reopened_count < reopened || data.reopened_count > reopened + ledger.maybeOpens) {
    wrong(
      `reopened ${data.reopened_count} times, reported ${reopened}, maybe ${ledger.maybeOpens}`,
    );
  }
  if (ledger.newReported === 0 && ledger.maybeOpens === 0 && data.previous_session_id === null) {
    wrong('no answer said that it is new');
  }
  const isIdentified = (book.visitors.get(ledger.visitor)?.leadsTold.size ?? 0) > 0;
  if (isIdentified && data.lead_id === null) wrong('the visitor is known, and its session is not');
}

/** A lead that was acknowledged is found, and the visitor linked to it. */
function verifyLeads(book: Book, leads: Lead[], links: Link[]): void {
  for (const { lead_id, name } of leads) {
    if (name === null && book.named.has(lead_id))
      book.accuse(null, `lead ${lead_id} lost its name`);
  }
  const existing = new Set(leads.map(({ lead_id }) => lead_id));
  const linked = new Set(links.map(({ visitor_id, lead_id }) => `${visitor_id} ${lead_id}`));
  for (const { visitor_id, leadsTold, isToErase } of book.visitors.values()) {
    for (const leadId of isToErase ? [] : leadsTold) {
      if (!existing.has(leadId)) book.accuse(null, `lead ${leadId} is not there`);
      if (!linked.has(`${visitor_id} ${leadId}`)) {
        book.accuse(null, `visitor ${visitor_id} is not linked to ${leadId}`);
      }
    }
  }
}

async function verifyErased(client: Client, book: Book, ledger: SessionLedger, row?: Row) {
  const { session_id, site_id } = ledger;
  const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  const { status } = await client.send({ method: 'GET', path, isServer: true });
  if (status !== 404) book.accuse(ledger, `erased, and in the end the API answers ${status}`);
  if (row !== undefined) book.accuse(ledger, 'erased, and in the end there is a record');
}

function verifyErasedVisitors(
  book: Book,
  rows: Row[],
  leads: { email: string | null }[],
  links: { visitor_id: string }[],
): void {
  const emails = new Set(leads.map(({ email }) => email));
  const linked = new Set(links.map(({ visitor_id }) => visitor_id));
  const recorded = new Set(rows.map(({ visitor_id }) => visitor_id));
  for (const { visitor_id, identity, isErased } of book.visitors.values()) {
    if (!isErased) continue;
    if (recorded.has(visitor_id)) book.accuse(null, `a record of erased visitor ${visitor_id}`);
    if (linked.has(visitor_id)) book.accuse(null, `a link of erased visitor ${visitor_id}`);
    if ('email' in identity && emails.has(identity.email)) {
      book.accuse(null, `the lead of erased visitor ${visitor_id}`);
    }
  }
}

function verifyRow(view: SessionView, row: Row, wrong: (words: string) => void): void {
  for (const name of SAME) {
    if (view[name] !== row[name]) wrong(`${name} is ${view[name]}, the record says ${row[name]}`);
  }
  if (JSON.stringify(view.custom_data) !== row.custom_data) {
    wrong(`custom_data differs from the record's ${row.custom_data}`);
  }
}

/** Records that no answer named must come from requests that nobody answered, and be one each. */
function verifyRows(book: Book, rows: Row[]): void {
  const parents = new Set<string>();
  const made = new Map<string, string>();
  for (const row of rows) {
    const { session_id, previous_session_id: parent } = row;
    const ledger = book.sessions.get(session_id) ?? null;
    if (row.status !== 'ended') book.accuse(ledger, `the record of ${session_id} is open`);
    if (typeof parent === 'string') {
      if (parents.has(parent)) book.accuse(ledger, `a second session follows ${parent}`);
      parents.add(parent);
    }
    const keys = Object.keys(JSON.parse(row.custom_data)).filter((key) => book.minted.has(key));
    if (ledger === null && keys.length === 0 && parent === null) {
      book.accuse(null, `nobody asked for ${session_id}`);
    }
    for (const key of keys) {
      const reported = book.minted.get(key) ?? session_id;
      const other = made.get(key) ?? session_id;
      if (reported !== session_id || other !== session_id) {
        book.accuse(ledger, `one create made ${session_id} and ${reported} and ${other}`);
      }
      made.set(key, session_id);
    }
  }
}
