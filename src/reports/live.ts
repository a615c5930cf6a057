/**
 * Who is here now. D1 says which sessions are open; when their visitors were last active only their objects know, since a record
 * may be older than the idle timeout. So the open ones are asked, up to a limit, whatever D1 has of their last activity. Of
 * these, the ones with the newest sign of life in D1 come first: what D1 knows can only be too old, never too new.
 */
import { readSession } from '../session/commands';
import { MAX_LENGTH_MS } from '../session/life/expiry';
import { isLive, LIVE_MS } from '../session/life/live';
import { exitPath, pagePath } from '../session/life/page';
import type { SessionView } from '../session/life/view';
import { foldCase } from '../session/record/arrival';
import type { ListedSession } from '../session/record/list';
import { Bindings } from './bindings';
import { keepMatching, splitFilters } from './live-filters';
import { ask, fromCounted, type Row, type Scope } from './question';
import { MOST_ASKED } from './schema';
import { readListed, selectListed } from './sessions';
import { type Tallied, tally } from './tally';

const ASKED_AT_ONCE = 50;

/** `current_page`: the path of the page that the visitor is on. */
export type LiveSession = ListedSession & { current_page: string | null };
export type Live = {
  count: number;
  /** Whether all open sessions were asked. Of those that were not, the count has what D1 knows to be live. */
  exact: boolean;
  /** Of those that were asked, by their last activity, the newest first. */
  sessions: LiveSession[];
  pages: Tallied[];
  countries: Tallied[];
  sources: Tallied[];
};

/** `limit`: how many sessions are shown. An object that cannot be reached is stood in for by its record. Throws when D1 does. */
export async function findLive(
  env: Env,
  scope: Scope,
  { limit, mostAsked = MOST_ASKED }: { limit: number; mostAsked?: number },
): Promise<Live> {
  const { fixed, moving } = splitFilters(scope.filters);
  const open = await ask(scope.db, {
    statements: [selectOpen({ ...scope, filters: fixed }, mostAsked + 1)],
    read: ([rows = []]) => rows.map((row) => readListed(row, scope.siteId)),
  });
  const asked = open.slice(0, mostAsked);
  const isWhole = open.length <= mostAsked;
  const [newest, others] = await Promise.all([
    askObjects(env, asked),
    isWhole ? [] : countOthers(scope, asked.at(-1)),
  ]);
  const here = newest.filter((one) => isLive(one, scope.now)).sort(byActivity);
  const live = await keepMatching(scope.db, here, moving);
  const groups = [...live.map(toGroup), ...others];
  return {
    count: groups.reduce((sum, { count }) => sum + count, 0),
    exact: isWhole,
    sessions: live.slice(0, limit),
    pages: tally(groups, ({ page }) => page),
    countries: tally(groups, ({ country }) => country),
    sources: tally(groups, ({ source }) => source, foldCase),
  };
}

/** Sessions of one page, country and source. */
type Group = { page: string | null; country: string | null; source: string | null; count: number };

function toGroup({ current_page, country, source }: LiveSession): Group {
  return { page: current_page, country, source, count: 1 };
}

/** No session is open for longer than its maximum length, so those before that need not be read. */
function fromOpen(scope: Scope, bindings: Bindings): string {
  const bounds = {
    from: bindings.bind(scope.now - MAX_LENGTH_MS),
    to: bindings.bind(scope.now + 1),
  };
  return `${fromCounted(scope, bindings, bounds)} AND is_open`;
}

function selectOpen(scope: Scope, limit: number): D1PreparedStatement {
  const bindings = new Bindings();
  const sql = `SELECT ${selectListed()} ${fromOpen(scope, bindings)}
    ORDER BY counted.last_activity_at DESC, counted.session_id DESC LIMIT ${bindings.bind(limit)}`;
  return bindings.prepare(scope.db, sql);
}

/** What D1 knows to be live of the open sessions after the last that is asked. */
async function countOthers(scope: Scope, last: ListedSession | undefined): Promise<Group[]> {
  if (last === undefined) return [];
  const bindings = new Bindings();
  const open = fromOpen(scope, bindings);
  const place = `(${bindings.bind(last.last_activity_at)}, unhex(${bindings.bind(last.session_id)}, '-'))`;
  const since = bindings.bind(scope.now - LIVE_MS);
  const sql = `SELECT exit_path, country, source, COUNT(*) AS count ${open}
    AND status = 'active' AND last_activity_at > ${since} AND (last_activity_at, session_id) < ${place} GROUP BY 1, 2, 3`;
  return ask(scope.db, {
    statements: [bindings.prepare(scope.db, sql)],
    read: ([rows = []]) => rows.map(readGroup),
  });
}

function readGroup({ exit_path, country, source, count }: Row): Group {
  const text = (value: Row[string] | undefined) => (typeof value === 'string' ? value : null);
  return {
    page: text(exit_path),
    country: text(country),
    source: text(source),
    count: Number(count),
  };
}

/** The newest state of each, some at a time; without those that were erased meanwhile. */
async function askObjects(env: Env, listed: ListedSession[]): Promise<LiveSession[]> {
  const found: LiveSession[] = [];
  for (let i = 0; i < listed.length; i += ASKED_AT_ONCE) {
    const some = listed.slice(i, i + ASKED_AT_ONCE);
    const answers = await Promise.all(some.map((one) => askObject(env, one)));
    found.push(...answers.filter((one) => one !== null));
  }
  return found;
}

async function askObject(env: Env, listed: ListedSession): Promise<LiveSession | null> {
  const read = await readSession(env, listed, false);
  if (typeof read === 'string') return refresh(listed, JSON.parse(read));
  return read.error === 'session_not_found' ? null : { ...listed, current_page: listed.exit_page };
}

/** What changes while a session is open is as the object says; all else has the spelling of lists. */
function refresh(listed: ListedSession, view: SessionView): LiveSession {
  return {
    ...listed,
    lead_id: view.lead_id,
    status: view.status,
    identified_at: view.identified_at,
    last_activity_at: view.last_activity_at,
    ended_at: view.ended_at,
    ended_by: view.ended_by,
    exit_type: view.exit_type,
    duration: view.duration,
    active_time: view.active_time,
    page_views: view.page_views,
    engaged: view.engaged,
    reopened_count: view.reopened_count,
    exit_page: exitPath(view),
    current_page: view.current_url && pagePath(view.current_url),
  };
}

function byActivity(a: LiveSession, b: LiveSession): number {
  return b.last_activity_at - a.last_activity_at || (a.session_id < b.session_id ? 1 : -1);
}
