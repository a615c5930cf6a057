/** What holds of lists and reports: nothing of another site is in them, and their numbers agree with each other. */
import assert from 'node:assert/strict';
import type { Breakdown } from '../../src/reports/breakdown.ts';
import type { Measures } from '../../src/reports/measures.ts';
import type { Overview } from '../../src/reports/overview.ts';
import type { SessionList } from '../../src/reports/sessions.ts';
import type { Numbers } from '../../src/reports/summary.ts';
import type { Timeseries } from '../../src/reports/timeseries.ts';
import { MARK } from './mutations.ts';
import { type Answer, type Sent, send } from './send.ts';
import type { Stage } from './stage.ts';

/** Of many sessions, or of somebody. One session alone may name another, and so may those of an export. */
const SHOWING =
  /^\/api\/(reports\/|sessions(\/live)?$|visitors\/[^/]+(\/sessions)?$|leads(\/|$)|tasks$)/;

type Place = Pick<Stage, 'service' | 'ids' | 'sessions'>;

/** `answer`: to a GET that was answered with 200. */
export async function checkShown(place: Place, sent: Sent, answer: Answer): Promise<void> {
  const [path = ''] = sent.target.split('?', 1);
  if (!SHOWING.test(path) || path === '/api/visitors/session') return;
  assert.ok(!sent.target.includes(`${MARK}=`), 'a parameter is taken that there is not');
  checkSite(place.ids, sent, answer);
  const { data } = JSON.parse(answer.text);
  switch (path) {
    case '/api/reports/summary':
      return checkNumbers(data);
    case '/api/reports/timeseries':
      return checkSum(place, sent, answer, (series: Timeseries) => series.points);
    case '/api/reports/breakdown':
      return checkSum(place, sent, answer, rowsOf);
    case '/api/reports/overview':
      return checkOverview(data);
    case '/api/sessions':
      return checkList(place, data);
  }
}

/** Unless the caller has a key of the other site, or the operator names it. */
function checkSite(ids: Place['ids'], sent: Sent, { text }: Answer): void {
  const head = JSON.stringify(sent.headers);
  const isNamed = sent.target.toLowerCase().includes(String(ids.other_site_id));
  if (head.includes(String(ids.other_key)) || (head.includes(String(ids.admin_key)) && isNamed))
    return;
  for (const name of ['site_id', 'session_id', 'lead_id', 'task_id']) {
    const id = String(ids[`other_${name}`]);
    assert.ok(!text.includes(id), `${name} of another site is shown`);
  }
}

function checkMeasures(measures: Measures): void {
  const { sessions, visitors, new_visitors, engaged, bounced, identified } = measures;
  for (const [name, value] of Object.entries(pickMeasures(measures)))
    assert.ok(Number.isInteger(value) && value >= 0, `${name} is ${value}`);
  assert.ok(new_visitors <= visitors && visitors <= sessions, 'more visitors than sessions');
  assert.ok(engaged + bounced <= sessions && identified <= sessions, 'more than all sessions');
}

const SUMMED = [
  'sessions',
  'new_visitors',
  'page_views',
  'engaged',
  'bounced',
  'identified',
] as const;

function pickMeasures(measures: Measures) {
  return { visitors: measures.visitors, ...sumUp([measures]) };
}

function sumUp(parts: Measures[]): Record<string, number> {
  return Object.fromEntries(
    SUMMED.map((name) => [name, parts.reduce((total, part) => total + part[name], 0)]),
  );
}

function checkNumbers(numbers: Numbers): void {
  checkMeasures(numbers);
  for (const name of ['engagement_rate', 'bounce_rate', 'conversion_rate'] as const) {
    const rate = numbers[name];
    assert.ok(rate === null || (rate >= 0 && rate <= 1), `${name} is ${rate}`);
  }
}

function rowsOf({ rows, other }: Breakdown): Measures[] {
  return other === null ? rows : [...rows, other];
}

function checkOverview({ summary, timeseries, breakdowns }: Overview): void {
  checkNumbers(summary);
  for (const parts of [timeseries.points, ...Object.values(breakdowns).map(rowsOf)]) {
    for (const part of parts) checkMeasures(part);
    assert.deepEqual(sumUp(parts), sumUp([summary]), 'the parts do not sum up to the whole');
  }
}

/** A record may be written between the two answers. */
const ATTEMPTS = 4;

/** The parts of a report sum up to the summary of the same period and filters. */
async function checkSum<T>(
  { service }: Place,
  sent: Sent,
  answer: Answer,
  partsOf: (data: T) => Measures[],
): Promise<void> {
  const target = sent.target
    .replace(/^\/api\/reports\/\w+/, '/api/reports/summary')
    .replace(/(?<=[?&])(by|limit|interval)=[^&]*&?/g, '');
  let parts = partsOf(JSON.parse(answer.text).data);
  for (const part of parts) checkMeasures(part);
  for (let attempt = 1; ; attempt += 1) {
    const whole = await send(service, { ...sent, target });
    // Written in a way that was not taken out.
    if (whole.status !== 200) return;
    const { data } = JSON.parse(whole.text);
    const [sum, total] = [sumUp(parts), sumUp([data])];
    if (attempt === ATTEMPTS) assert.deepEqual(sum, total, 'the parts do not sum up to the whole');
    if (JSON.stringify(sum) === JSON.stringify(total)) return;
    parts = partsOf(JSON.parse((await send(service, sent)).text).data);
  }
}

function checkList(place: Place, { sessions, next, total }: SessionList): void {
  assert.equal(new Set(sessions.map(({ session_id }) => session_id)).size, sessions.length);
  assert.ok(total === undefined || total >= sessions.length, 'a page of more than there are');
  assert.ok(next === null || sessions.length > 0, 'a page of nothing before others');
  for (const acting of Object.values(place.sessions)) {
    const shown = sessions.find(({ session_id }) => session_id === acting.session_id);
    if (shown !== undefined) assert.equal(shown.visitor_id, acting.visitor_id, 'another visitor');
  }
  const times = sessions.map(({ started_at }) => started_at);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => b - a),
    'the newest are not first',
  );
}
