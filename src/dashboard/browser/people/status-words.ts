/** What the statuses of leads and tasks are called. Pure. */
import type { Schemas } from '../../../client/client';

export type LeadStatus = Schemas['Lead']['status'];
export type TaskStatus = Schemas['Task']['status'];

export const LEAD_WORDS: Record<LeadStatus, string> = {
  new: 'New',
  contacted: 'Contacted',
  qualified: 'Qualified',
  converted: 'Converted',
  lost: 'Lost',
};

export const TASK_WORDS: Record<TaskStatus, string> = {
  pending: 'To do',
  in_progress: 'In progress',
  completed: 'Done',
  failed: 'Failed',
};

/** What of an address is one of them. */
export function readStatus<Status extends string>(
  words: Record<Status, string>,
  text: string | null,
): Status | undefined {
  return text !== null && isStatus(words, text) ? text : undefined;
}

function isStatus<Status extends string>(
  words: Record<Status, string>,
  text: string,
): text is Status {
  return Object.hasOwn(words, text);
}
