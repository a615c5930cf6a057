/** How far it has come with a lead. */
import type { Schemas } from '../../../client/client';
import { api } from '../api/client';
import { useSiteId } from '../state/site';
import { nameLead } from './lead-names';
import { StatusSelect } from './status-select';
import { LEAD_WORDS } from './status-words';

type LeadStatusProps = {
  lead: Schemas['Lead'];
  /** Called when it was changed. */
  saved?: () => void;
};

export function LeadStatusSelect({ lead, saved }: LeadStatusProps) {
  const siteId = useSiteId();
  return (
    <StatusSelect
      label={`Status of ${nameLead(lead)}`}
      status={lead.status}
      of={lead}
      words={LEAD_WORDS}
      save={async (status) => {
        const { error } = await api.updateLead({ ...siteId, lead_id: lead.lead_id, status });
        if (error === undefined) saved?.();
        return error ?? null;
      }}
    />
  );
}
