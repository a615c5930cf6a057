/** Leads by a part of their name or email, as every search for people asks for them. */
import { api } from '../api/client';
import { useList } from '../api/use-list';
import { useSiteId } from '../state/site';
import { learnLeads } from './lead-names';
import type { LeadStatus } from './status-words';

/** As the API has it. */
export const MAX_SEARCH_CHARS = 64;
const ROWS = 50;

/** `q` is without spaces around it; empty: all leads. */
export function useLeads({ q, status }: { q: string; status?: LeadStatus | undefined }) {
  const siteId = useSiteId();
  const question = { ...siteId, ...(status && { status }), ...(q !== '' && { q }) };
  return useList(
    `leads ${JSON.stringify(question)}`,
    async (after, options) => {
      const result = await api.listLeads({ ...question, ...after, limit: ROWS }, options);
      learnLeads(result.data?.leads ?? []);
      return result;
    },
    ({ leads }) => leads,
  );
}
