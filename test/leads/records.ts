/** Leads and tasks as the API shows them, and rows of them as no identify would make them. */
import { env } from 'cloudflare:workers';
import type { ShownLead } from '../../src/leads/lead';
import type { Task } from '../../src/leads/tasks';
import type { ListedSession } from '../../src/session/record/list';
import { asAdmin, request, send } from '../api';

export type LeadPage = { leads: ShownLead[]; next: string | null };
export type TaskPage = { tasks: Task[]; next: string | null };
export type SessionPage = { sessions: ListedSession[]; next: string | null };

const query = (site_id: string, filter: Record<string, string>) =>
  new URLSearchParams({ site_id, ...filter });

export const listLeads = (site_id: string, filter = {}, headers: HeadersInit = asAdmin) =>
  request<LeadPage>(`/api/leads?${query(site_id, filter)}`, { headers });
export const readLead = (site_id: string, lead_id: string, headers: HeadersInit = asAdmin) =>
  request<ShownLead>(`/api/leads/${lead_id}?site_id=${site_id}`, { headers });
export const changeLead = (
  site_id: string,
  lead_id: string,
  changes: object,
  headers: HeadersInit = asAdmin,
) => send<ShownLead>('PATCH', `/api/leads/${lead_id}?site_id=${site_id}`, changes, headers);
export const listSessionsOfLead = (
  site_id: string,
  lead_id: string,
  page = {},
  headers: HeadersInit = asAdmin,
) => request<SessionPage>(`/api/leads/${lead_id}/sessions?${query(site_id, page)}`, { headers });
export const listTasks = (site_id: string, filter = {}, headers: HeadersInit = asAdmin) =>
  request<TaskPage>(`/api/tasks?${query(site_id, filter)}`, { headers });
export const changeTask = (
  site_id: string,
  task_id: string,
  changes: object,
  headers: HeadersInit = asAdmin,
) => send<Task>('PATCH', `/api/tasks/${task_id}?site_id=${site_id}`, changes, headers);

type LeadValues = Partial<
  Record<'lead_id' | 'email' | 'claimed_email' | 'name' | 'status', string | null>
> & { created_at?: number };

/** Writes a lead into D1; answers with its id. */
export async function insertLead(site_id: string, values: LeadValues): Promise<string> {
  const { lead_id = crypto.randomUUID(), created_at = 1, status = 'new' } = values;
  await env.DB.prepare(
    `INSERT INTO leads (lead_id, site_id, email, claimed_email, name, status, known_by, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, 'email', ?, 1)`,
  )
    .bind(
      lead_id,
      site_id,
      values.email ?? null,
      values.claimed_email ?? null,
      values.name ?? null,
      status,
      created_at,
    )
    .run();
  return String(lead_id);
}
