import type { Schemas } from '../../../client/client';
import { api } from '../api/client';
import { useSiteId } from '../state/site';
import { nameLead } from './lead-names';
import { StatusSelect } from './status-select';
import { LEAD_WORDS } from './status-words';

/** How far it has come with a lead. */
export function LeadStatusSelect({ lead }: { lead: Schemas['Lead'] }) {
  const siteId = useSiteId();
  return (
    <StatusSelect
      label={`Status of ${nameLead(lead)}`}
      status={lead.status}
      of={lead}
      words={LEAD_WORDS}
      save={async (status) => {
        const { error } = await api.updateLead({ ...siteId, lead_id: lead.lead_id, status });
        return error ?? null;
      }}
    />
  );
}
