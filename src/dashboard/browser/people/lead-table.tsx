/** Leads, one a row; the status is changed in the row. */
import type { Schemas } from '../../../client/client';
import { ago, moment } from '../format/times';
import { hrefOf } from '../state/place';
import { useSight } from '../state/site';
import { nameLead } from './lead-names';
import { LeadStatusSelect } from './lead-status';

export function LeadTable({ leads }: { leads: readonly Schemas['Lead'][] }) {
  const { timezone } = useSight().site;
  const now = Date.now();
  return (
    <table class="list leads">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Email</th>
          <th scope="col">Phone</th>
          <th scope="col">Known since</th>
          <th scope="col" class="state">
            Status
          </th>
        </tr>
      </thead>
      <tbody>
        {leads.map((lead) => (
          <tr key={lead.lead_id}>
            <th scope="row" class="name">
              <a data-row class="open" href={hrefOf({ view: 'leads', id: lead.lead_id })}>
                {nameLead(lead)}
              </a>
            </th>
            <td class="email">{lead.name === null ? '' : lead.email}</td>
            <td class="phone">{lead.phone}</td>
            <td class="since" title={moment(lead.created_at, timezone)}>
              {ago(lead.created_at, now, timezone)}
            </td>
            <td class="state">
              <LeadStatusSelect lead={lead} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
