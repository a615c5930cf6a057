/** Every report, with random filters, against a plain recount in memory. */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashVisitor, visitorKey } from '../../src/database/tombstones';
import type { SessionList } from '../../src/reports/sessions';
import { packRecord } from '../../src/session/record/pack';
import { flushRecords } from '../../src/session/record/write';
import { asAdmin, makeSite, request } from '../api';
import { DAY } from '../session/life/factories';
import { NOON, startClock, stopClock } from '../support/clock';
import { eraseSession, eraseVisitor } from '../support/erasure';
import { walkPages } from '../support/pages';
import { fetchExport, readLines, textOf } from './exports';
import { namesOf, type Question, question, toFilters } from './questions';
import {
  breakdownOf,
  type Counted,
  countAll,
  type Filters,
  isWanted,
  measuresOf,
  numbersOf,
  type Value,
} from './recount';
import { makeVisits } from './visits';
import { labelOf } from './zones';

const SESSIONS = 4000;
const RETENTION_DAYS = 395;
const ERASED = 12;
const seed = Math.floor(Math.random() * 2 ** 31);
/** It takes 20 s in all on a machine that does nothing else. */
const TIMEOUT_MS = 120_000;
const RUNS = { numRuns: 150, seed };

let site_id: string;
let counted: Counted[];
const visitorKeys = new Map<Value, bigint>();

beforeAll(async () => {
  stopClock();
  const [site, other] = [await makeSite({ retention_days: RETENTION_DAYS }), await makeSite()];
  site_id = site;
  const visits = makeVisits(site, other, SESSIONS, seed);
  for (let i = 0; i < visits.length; i += 500) {
    await flushRecords(env.DB, visits.slice(i, i + 500).map(packRecord));
  }
  const visitors = [...new Set(visits.map(({ visitor_id }) => visitor_id))];
  for (const one of visitors)
    visitorKeys.set(one, BigInt(visitorKey(await hashVisitor(site, one))));
  const erased = new Set(visitors.slice(0, ERASED));
  for (const visitor of erased) expect((await eraseVisitor(site, visitor)).status).toBe(200);
  const others = visits.filter((one) => one.site_id === site && !erased.has(one.visitor_id));
  // Some of an older Worker, which does not say whether they are the first.
  await env.DB.prepare('UPDATE sessions SET is_first = NULL WHERE started_at % 5 = 0').run();
  const left = others.slice(ERASED);
  for (const { session_id } of others.slice(0, ERASED)) {
    expect((await eraseSession(site, session_id)).status).toBe(200);
  }
  counted = countAll(left, RETENTION_DAYS, NOON);
  await env.DB.batch(LEADS_MADE.flatMap((at) => [site, other].map((one) => insertLead(one, at))));
}, TIMEOUT_MS);
afterAll(() => startClock());

/** Some on the very bounds of periods. */
const LEADS_MADE = Array.from({ length: 90 }, (_, i) => NOON - i * 4.5 * DAY + (i % 3));

function insertLead(site: string, created_at: number): D1PreparedStatement {
  return env.DB.prepare(
    "INSERT INTO leads (lead_id, site_id, known_by, created_at, updated_at) VALUES (?, ?, 'name', ?, ?)",
  ).bind(crypto.randomUUID(), site, created_at, created_at);
}

const newLeadsIn = ({ from, to }: { from: number; to: number }) =>
  LEADS_MADE.filter((at) => at >= from && at < to).length;

/** A question as parameters, and its filters as the recount takes them. */
function toQuery(asked: Question) {
  const { query, filters } = toFilters(counted, asked);
  const whole = new URLSearchParams({ site_id, tz: asked.tz, ...asked.period });
  return { query: new URLSearchParams([...whole, ...query]), filters };
}

type Numbers = ReturnType<typeof numbersOf> & { from: number; to: number; tz: string };
type Summary = Numbers & { compare: Numbers | null };
type Series = { points: ({ at: number } & ReturnType<typeof measuresOf>)[] };

async function ask<T>(path: string, query: URLSearchParams, more: Record<string, string> = {}) {
  const search = new URLSearchParams([...query, ...Object.entries(more)]);
  const answer = await request<T>(`/api/reports/${path}?${search}`, { headers: asAdmin });
  if (answer.status !== 200) throw new Error(`${search}: ${JSON.stringify(answer.body)}`);
  return answer.data;
}

const wantedIn = ({ from, to }: { from: number; to: number }, filters: Filters) =>
  counted.filter((one) => one.at >= from && one.at < to && isWanted(one, filters));

/** All but visitors, who may be in several. */
const SUMMED = [
  'sessions',
  'new_visitors',
  'page_views',
  'engaged',
  'bounced',
  'identified',
] as const;

function sumOf(parts: ReturnType<typeof measuresOf>[]) {
  const sum = (name: (typeof SUMMED)[number]) =>
    parts.reduce((total, part) => total + part[name], 0);
  return Object.fromEntries(SUMMED.map((name) => [name, sum(name)]));
}

/** A year of hours is too many points. */
function intervalFor({ interval }: Question, { from, to }: { from: number; to: number }) {
  return interval === 'hour' && to - from > 100 * DAY ? 'day' : interval;
}

describe(`of random sessions (seed ${seed})`, { timeout: TIMEOUT_MS }, () => {
  it('a summary, and what it is compared with', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { query, filters } = toQuery(asked);
        const { compare, ...summary } = await ask<Summary>('summary', query, {
          compare: asked.compare,
        });
        for (const numbers of [summary, ...(compare === null ? [] : [compare])]) {
          const { from, to, tz, ...rest } = numbers;
          const sessions = wantedIn(numbers, filters);
          expect(rest).toEqual(numbersOf(sessions, newLeadsIn(numbers)));
          const open = sessions.filter(({ ended, fields }) => !ended && !fields.engaged).length;
          expect(rest.bounced + rest.engaged + open).toBe(rest.sessions);
          expect(rest.visitors).toBeLessThanOrEqual(rest.sessions);
          expect(rest.new_visitors).toBeLessThanOrEqual(rest.visitors);
        }
        expect(compare === null).toBe(asked.compare === 'none');
      }),
      RUNS,
    );
  });

  it('a timeseries, which sums to the summary', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { query, filters } = toQuery(asked);
        const { tz } = asked;
        const summary = await ask<Summary>('summary', query);
        const interval = intervalFor(asked, summary);
        const { points } = await ask<Series>('timeseries', query, { interval });
        const groups = Map.groupBy(wantedIn(summary, filters), ({ at }) =>
          labelOf(tz, at, interval),
        );
        const labels = points.map(({ at }) => labelOf(tz, at, interval));
        expect(new Set(labels).size).toBe(labels.length);
        for (const label of groups.keys()) expect(labels).toContain(label);
        for (const [i, { at: _, ...measures }] of points.entries()) {
          expect(measures).toEqual(measuresOf(groups.get(labels[i] ?? '') ?? []));
        }
        expect(summary).toMatchObject(sumOf(points));
      }),
      RUNS,
    );
  });

  it('a breakdown, which sums to the summary', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { query, filters } = toQuery(asked);
        const by = namesOf(counted)[asked.by % namesOf(counted).length] ?? '';
        const limit = String(asked.limit);
        const summary = await ask<Summary>('summary', query);
        const breakdown = await ask<ReturnType<typeof breakdownOf>>('breakdown', query, {
          by,
          limit,
        });
        expect(breakdown).toEqual(
          breakdownOf(wantedIn(summary, filters), by, asked.limit, visitorKeys),
        );
        const parts = [...breakdown.rows, ...(breakdown.other ? [breakdown.other] : [])];
        expect(summary).toMatchObject(sumOf(parts));
      }),
      RUNS,
    );
  });

  it('an overview, which is all of these together', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { query } = toQuery(asked);
        const [compare, limit] = [asked.compare, String(asked.limit)];
        const summary = await ask<Summary>('summary', query, { compare });
        const interval = intervalFor(asked, summary);
        const overview = await ask<{ breakdowns: Record<string, unknown> }>('overview', query, {
          interval,
          compare,
          limit,
        });
        expect(overview).toEqual({
          summary,
          timeseries: await ask('timeseries', query, { interval }),
          breakdowns: Object.fromEntries(
            await Promise.all(
              Object.keys(overview.breakdowns).map(async (by) => {
                return [by, await ask('breakdown', query, { by, limit })];
              }),
            ),
          ),
        });
        expect(Object.keys(overview.breakdowns)).toHaveLength(8);
      }),
      { ...RUNS, numRuns: 20 },
    );
  });

  it('a list of the sessions themselves, page by page and exported, the newest first', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { query, filters } = toQuery(asked);
        const wanted = wantedIn(await ask<Summary>('summary', query), filters);
        const pages = await walkPages<SessionList>((page) => {
          const search = new URLSearchParams([...query, ...Object.entries(page)]);
          return request(`/api/sessions?${search}&total=true`, { headers: asAdmin });
        }, 150);
        const ids = pages.flatMap(({ sessions }) => sessions.map(({ session_id }) => session_id));
        expect(ids).toEqual(wanted.map(({ id }) => id).reverse());
        expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([wanted.length]));
        const exported = await fetchExport({ ...Object.fromEntries(query), format: 'ndjson' });
        expect(readLines(await textOf(exported)).map(({ session_id }) => session_id)).toEqual(ids);
      }),
      { ...RUNS, numRuns: 40 },
    );
  });
});
