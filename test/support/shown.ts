/** Everything that a site shows of its sessions: all reports and all lists. */
import { expect } from 'vitest';
import type { Breakdown } from '../../src/reports/breakdown';
import type { Overview } from '../../src/reports/overview';
import type { SessionList } from '../../src/reports/sessions';
import type { Summary } from '../../src/reports/summary';
import type { Timeseries } from '../../src/reports/timeseries';
import { asAdmin, end, identify, open, request } from '../api';
import { ask } from './ask';
import { passMs } from './clock';
import { recordWhen } from './stored';

export type Person = { session_id: string; visitor_id: string; lead_id: string; task_id: string };

/** Somebody who came, saw two pages, said who they are, and left. */
export async function receive(site_id: string, email: string): Promise<Person> {
  const url = 'https://shop.example/a';
  const { session_id, visitor_id } = (await open({ site_id, url })).data;
  const known = { site_id, email, create_task: true };
  const { lead_id, task_id } = (await identify(session_id, known, asAdmin)).data;
  passMs(1_000);
  await end({ session_id, page_views: 2 });
  await recordWhen(session_id, (record) => record.ended_at !== null && record.lead_id !== null);
  return { session_id, visitor_id, lead_id, task_id: String(task_id) };
}

/** Where an id is shown, by route. Whatever a site shows of a person names the session, the visitor, or the task. */
export async function placesOf(site_id: string, person: Person): Promise<string[]> {
  const paths = [
    ...['sessions?', 'leads?', 'tasks?', `leads/${person.lead_id}/sessions?`],
    ...[`visitors/${person.visitor_id}?`, `visitors/${person.visitor_id}/sessions?`],
    ...['visitor_id', 'lead_id'].map((by) => `reports/breakdown?from=0&by=${by}&limit=500&`),
  ];
  paths.push(`sessions/${person.session_id}/explain?`, 'export/sessions?format=ndjson&');
  paths.push(`visitors/session?session_id=${person.session_id}&`);
  const shown = await Promise.all(
    paths.map(async (path) => {
      const url = `https://sessions.test/api/${path}site_id=${site_id}`;
      const answer = await ask(new Request(url, { headers: asAdmin }));
      expect(answer.status, path).toBeOneOf([200, 404]);
      const text = new TextDecoder().decode(await answer.arrayBuffer());
      return answer.ok && Object.values(person).some((id) => text.includes(id)) ? path : null;
    }),
  );
  return shown.filter((path) => path !== null);
}

/** How many sessions each report and the list count: all must say the same. */
export async function countShown(site_id: string): Promise<number> {
  const askFor = async <T>(path: string) =>
    (await request<T>(`/api/${path}&from=0&site_id=${site_id}`, { headers: asAdmin })).data;
  const [summary, series, breakdown, overview, list] = await Promise.all([
    askFor<Summary>('reports/summary?compare=none'),
    askFor<Timeseries>('reports/timeseries?interval=month'),
    askFor<Breakdown>('reports/breakdown?by=visitor_id&limit=1'),
    askFor<Overview>('reports/overview?interval=month&compare=none'),
    askFor<SessionList>('sessions?total=true'),
  ]);
  const counts = [
    summary.sessions,
    summary.page_views / 2,
    summary.visitors,
    summary.new_visitors,
    sum(series.points),
    sumOf(breakdown),
    overview.summary.sessions,
    sum(overview.timeseries.points),
    ...Object.values(overview.breakdowns).map(sumOf),
    list.sessions.length,
    list.total,
  ];
  expect(new Set(counts).size, JSON.stringify(counts)).toBe(1);
  return summary.sessions;
}

function sum(counted: { sessions: number }[]): number {
  return counted.reduce((total, { sessions }) => total + sessions, 0);
}

function sumOf({ rows, other }: Breakdown): number {
  return sum(other === null ? rows : [...rows, other]);
}
