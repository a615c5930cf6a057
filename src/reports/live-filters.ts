/**
 * Filters of who is here now. What a session begins with is in D1 and asked there. What changes while it is open D1 may have an old
 * value of: those filters are asked of the newest states, by the same condition in SQL, over rows that are sent along.
 */
import type { ListedSession } from '../session/record/list';
import { Bindings } from './bindings';
import type { FieldName } from './fields';
import { type Filters, filterSql } from './filters';
import { ask, type Scope } from './question';

const MOVING: readonly FieldName[] = [
  'status',
  'engaged',
  'identified',
  'lead_id',
  'exit_type',
  'ended_by',
  'exit_page',
];

/** Of the columns of `countedSessions` those that the filters compare, but for the lead. */
const PLAIN_COLUMNS = [
  'place',
  'status',
  'engaged',
  'exit_type',
  'ended_by',
  'exit_path',
  'page_views',
  'duration',
] as const;

/** Two that together ask the same. */
export function splitFilters({ matches, minPageViews, minDurationMs }: Filters): {
  fixed: Filters;
  moving: Filters;
} {
  const isMoving = ({ name }: Filters['matches'][number]) => MOVING.includes(name);
  return {
    fixed: {
      matches: matches.filter((match) => !isMoving(match)),
      minPageViews: null,
      minDurationMs: null,
    },
    moving: { matches: matches.filter(isMoving), minPageViews, minDurationMs },
  };
}

/** Those of the sessions that match, in their order. No call where nothing is asked. Throws when D1 does. */
export async function keepMatching<Session extends ListedSession>(
  db: Scope['db'],
  sessions: Session[],
  moving: Filters,
): Promise<Session[]> {
  const { matches, minPageViews, minDurationMs } = moving;
  const isAsked = matches.length > 0 || minPageViews !== null || minDurationMs !== null;
  if (!isAsked || sessions.length === 0) return sessions;
  const bindings = new Bindings();
  const rows = sessions.map((one, place) => ({
    place,
    status: one.status,
    engaged: one.engaged,
    lead_id: one.lead_id,
    exit_type: one.exit_type,
    ended_by: one.ended_by,
    exit_path: one.exit_page,
    page_views: one.page_views,
    duration: one.duration,
  }));
  const columns = PLAIN_COLUMNS.map((name) => `value ->> '${name}' AS ${name}`).join(', ');
  const newest = `SELECT ${columns}, unhex(value ->> 'lead_id', '-') AS lead_id
    FROM json_each(${bindings.bind(JSON.stringify(rows))})`;
  const sql = `SELECT place FROM (${newest}) WHERE ${filterSql(moving, bindings)}`;
  const places = await ask(db, {
    statements: [bindings.prepare(db, sql)],
    read: ([found = []]) => new Set(found.map(({ place }) => place)),
  });
  return sessions.filter((_, place) => places.has(place));
}
