/** What the reports have to say, counted one session after the other in memory. Owes nothing to `src/reports`. */
import { passTime } from '../../src/session/life/expiry';
import { measure } from '../../src/session/life/measure';
import type { Session } from '../../src/session/life/session';
import { DAY } from '../session/life/factories';

export type Value = string | boolean | null;
/** A session as it is counted. */
export type Counted = {
  id: string;
  visitor: string;
  at: number;
  ended: boolean;
  duration: number;
  active_time: number;
  page_views: number;
  fields: Record<string, Value>;
};

export const FOLDED = 'source channel utm_source utm_medium utm_campaign utm_term utm_content';
const isFolded = (name: string) => FOLDED.split(' ').includes(name);

/** The sessions that a site of so many days of retention still has, as of now. Older ones are known to have been. */
export function countAll(sessions: Session[], retentionDays: number, now: number): Counted[] {
  const ordered = sessions.toSorted(
    (a, b) => a.started_at - b.started_at || (a.session_id < b.session_id ? -1 : 1),
  );
  const known = new Set<string>();
  const counted = ordered.map((session) => {
    const isFirst = !known.has(session.visitor_id);
    known.add(session.visitor_id);
    return countOne(passTime(session, now), isFirst);
  });
  return counted.filter(({ at }) => at >= now - retentionDays * DAY);
}

function countOne(session: Session, isFirst: boolean): Counted {
  const { duration, active_time, engaged, exit_type } = measure(session);
  const { utm_params: utm, location, device, browser } = session;
  return {
    id: session.session_id,
    visitor: session.visitor_id,
    at: session.started_at,
    ended: session.ended_at !== null,
    duration,
    active_time,
    page_views: session.page_views,
    fields: {
      status: session.ended_at === null ? 'active' : 'ended',
      engaged,
      identified: session.lead_id !== null,
      exit_type,
      ended_by: session.ended_by,
      is_bot: session.is_bot,
      visitor_id: session.visitor_id,
      lead_id: session.lead_id,
      country: location.country,
      region: location.region,
      city: location.city,
      device_type: device.type,
      os: device.os.name,
      browser: browser.name,
      language: browser.language,
      source: stored(session.source),
      channel: session.channel,
      referrer_host: session.referrer_host,
      utm_source: stored(utm.source),
      utm_medium: stored(utm.medium),
      utm_campaign: stored(utm.campaign),
      utm_term: stored(utm.term),
      utm_content: stored(utm.content),
      entry_page: pathOf(session.landing_url),
      exit_page: pathOf(session.exit_url ?? session.current_url),
      new_visitor: isFirst,
    },
  };
}

/** As records have it: only ASCII letters keep their case. */
function stored(value: string | null): string | null {
  return value?.replace(/[^ -~]/g, (letter) => letter.toLowerCase()) ?? null;
}

function pathOf(url: string | null): string | null {
  return url === null ? null : new URL(url).pathname;
}

export type Item = { kind: 'value' | 'part' | 'missing'; text: string };
/** `items` of one filter; numbers for the two thresholds. */
export type Filters = {
  matches: { name: string; not: boolean; items: Item[] }[];
  min_page_views?: number | undefined;
  min_duration?: number | undefined;
};

export function isWanted(session: Counted, filters: Filters): boolean {
  const bots = filters.matches.some(({ name }) => name === 'is_bot');
  return (
    (bots || session.fields.is_bot === false) &&
    session.page_views >= (filters.min_page_views ?? 0) &&
    session.duration >= (filters.min_duration ?? 0) &&
    filters.matches.every(({ name, not, items }) => {
      const value = compared(name, session.fields[name] ?? null);
      const isAny = items.some(({ kind, text }) => {
        const wanted = compared(name, text) ?? '';
        if (kind === 'missing') return value === null;
        return kind === 'part' ? (value?.includes(wanted) ?? false) : value === wanted;
      });
      return isAny !== not;
    })
  );
}

function compared(name: string, value: Value): string | null {
  if (value === null) return null;
  return isFolded(name) ? String(value).toLowerCase() : String(value);
}

export function measuresOf(sessions: Counted[]) {
  const having = (test: (session: Counted) => boolean) => sessions.filter(test).length;
  return {
    sessions: sessions.length,
    visitors: new Set(sessions.map(({ visitor }) => visitor)).size,
    new_visitors: having(({ fields }) => fields.new_visitor === true),
    page_views: sessions.reduce((sum, { page_views }) => sum + page_views, 0),
    engaged: having(({ fields }) => fields.engaged === true),
    bounced: having(({ ended, fields }) => ended && fields.engaged === false),
    identified: having(({ fields }) => fields.lead_id !== null),
  };
}

/** `newLeads`: leads are no part of sessions. */
export function numbersOf(sessions: Counted[], newLeads: number) {
  const measures = measuresOf(sessions);
  const ended = sessions.filter((session) => session.ended);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    ...measures,
    engagement_rate: share(measures.engaged, sessions.length),
    bounce_rate: share(measures.bounced, ended.length),
    conversion_rate: share(measures.identified, sessions.length),
    new_leads: newLeads,
    duration: lengthsOf(ended.map(({ duration }) => duration)),
    active_time: lengthsOf(ended.map(({ active_time }) => active_time)),
  };
}

function lengthsOf(lengths: number[]) {
  if (lengths.length === 0) return { mean: null, median: null };
  const sorted = [...lengths].sort((a, b) => a - b);
  const at = (place: number) => sorted[Math.floor(place)] ?? 0;
  const last = sorted.length - 1;
  return {
    mean: Math.round(sorted.reduce((sum, one) => sum + one, 0) / sorted.length),
    median: Math.round((at(last / 2) + at((last + 1) / 2)) / 2),
  };
}

/** `visitorKeys`: by which visitors with as many sessions are ordered. */
export function breakdownOf(
  sessions: Counted[],
  by: string,
  limit: number,
  visitorKeys: Map<Value, bigint>,
) {
  const groups = new Map<string | null, Counted[]>();
  for (const session of sessions) {
    const key = compared(by, session.fields[by] ?? null);
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  const keyOf = (visitor: Value) => visitorKeys.get(visitor) ?? 0n;
  const orderRows = (a: Value, b: Value) =>
    by === 'visitor_id' ? (keyOf(a) < keyOf(b) ? -1 : 1) : orderOf(a, b);
  const rows = [...groups.values()]
    .map((group) => ({ value: shownOf(group, by), group }))
    .sort((a, b) => b.group.length - a.group.length || orderRows(a.value, b.value));
  const others = rows.slice(limit).flatMap(({ group }) => group);
  return {
    by,
    rows: rows.slice(0, limit).map(({ value, group }) => ({ value, ...measuresOf(group) })),
    other: others.length === 0 ? null : measuresOf(others),
  };
}

function shownOf(group: Counted[], by: string): Value {
  return group.map(({ fields }) => fields[by] ?? null).sort(orderOf)[0] ?? null;
}

/** By the bytes of UTF-8; false before true; null last. */
function orderOf(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [x, y] = [a, b].map((value) => new TextEncoder().encode(String(value)));
  return compareBytes(x ?? new Uint8Array(), y ?? new Uint8Array());
}

function compareBytes(x: Uint8Array, y: Uint8Array): number {
  const at = x.findIndex((byte, i) => byte !== y[i]);
  return at < 0 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1);
}
