/** The tasks of leads by a part of the lead's name or email, which the API has for one lead at a time. */
import { type AnyFailure, api, type CallOptions, type Result, type Schemas } from '../api/client';
import { learnLeads } from './lead-names';
import type { TaskStatus } from './status-words';

/** Each is a call of its own. */
export const MOST_LEADS = 20;
export const MOST_OF_LEAD = 50;

/** `areMoreLeads`, `areMoreTasks`: not all leads like that were asked for, not all tasks of one of them. */
export type FoundTasks = {
  leads: number;
  tasks: Schemas['Task'][];
  areMoreLeads: boolean;
  areMoreTasks: boolean;
};

type Question = { site_id?: string; q: string; status?: TaskStatus };

/** Tasks of the newest leads that have `q` in their name or email, the newest task first. */
export async function findTasks(
  { q, ...question }: Question,
  options: CallOptions,
): Promise<Result<FoundTasks, AnyFailure>> {
  const { status: _, ...ofSite } = question;
  const found = await api.listLeads({ ...ofSite, q, limit: MOST_LEADS }, options);
  if (found.error !== undefined) return found;
  const { leads, next } = found.data;
  learnLeads(leads);
  const answers = await Promise.all(
    leads.map(({ lead_id }) =>
      api.listTasks({ ...question, lead_id, limit: MOST_OF_LEAD }, options),
    ),
  );
  const tasks: Schemas['Task'][] = [];
  let areMoreTasks = false;
  for (const answer of answers) {
    if (answer.error !== undefined) return answer;
    tasks.push(...answer.data.tasks);
    areMoreTasks ||= answer.data.next !== null;
  }
  tasks.sort((a, b) => b.created_at - a.created_at || (a.task_id < b.task_id ? 1 : -1));
  const data = { leads: leads.length, tasks, areMoreLeads: next !== null, areMoreTasks };
  return { data, response: found.response };
}
