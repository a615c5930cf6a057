/** What leads are called, of whom sessions and tasks have the id alone: asked for once, as they come into sight. */
import { useEffect } from 'preact/hooks';
import type { Schemas } from '../../../client/client';
import { api } from '../api/client';
import { useSiteId } from '../state/site';
import { makeWatched } from '../state/watched';

type Lead = Schemas['Lead'];

/** Names by ids. */
const known = makeWatched<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();
/** Of more, many are likely to be among the newest leads, which come in one answer. */
const MANY = 4;
const AT_ONCE = 6;

/** Without name and address there is the id. */
export const nameLead = ({ name, email, lead_id }: Pick<Lead, 'name' | 'email' | 'lead_id'>) =>
  name ?? email ?? lead_id.slice(0, 8);

/** Of what was read or changed elsewhere. */
export function learnLeads(leads: readonly Lead[]): void {
  if (leads.length === 0) return;
  for (const { lead_id } of leads) asked.add(lead_id);
  const names = leads.map((lead): [string, string] => [lead.lead_id, nameLead(lead)]);
  known.set(new Map([...known.get(), ...names]));
}

/** The name of a lead, or its id until that is known. */
export function useLeadNames(ids: readonly (string | null)[]): (id: string) => string {
  const siteId = useSiteId();
  const names = known.use();
  const wanted = [...new Set(ids.filter((id) => id !== null))].filter((id) => !asked.has(id));
  useEffect(() => {
    if (wanted.length > 0) void learn(wanted, siteId);
  }, [wanted.join()]);
  return (id) => names.get(id) ?? id.slice(0, 8);
}

async function learn(ids: readonly string[], siteId: { site_id?: string }): Promise<void> {
  for (const id of ids) asked.add(id);
  if (ids.length >= MANY) {
    const { data } = await api.listLeads({ ...siteId, limit: 200 });
    learnLeads(data?.leads ?? []);
  }
  const left = ids.filter((id) => !known.get().has(id));
  for (let i = 0; i < left.length; i += AT_ONCE) {
    const some = left.slice(i, i + AT_ONCE);
    const answers = await Promise.all(some.map((lead_id) => api.getLead({ ...siteId, lead_id })));
    learnLeads(answers.flatMap(({ data }) => data ?? []));
  }
  // What was not answered is asked for again by what is shown next.
  for (const id of left) if (!known.get().has(id)) asked.delete(id);
}
