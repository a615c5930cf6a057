/** What is asked of the API by the address: site, period and filters, as its reports and lists take them. */

import { questionOf } from './address';
import { filtersForApi } from './filters';
import { usePlace } from './place';
import { useSiteId } from './site';

/** `{ site_id?, period | from, to, …filters }`: the input of reports, of the list of sessions and of the export. */
export function useQuestion() {
  const place = usePlace();
  return { ...useSiteId(), ...questionOf(place) };
}

/** The filters alone, for what has no period. */
export function useFilters() {
  const { filters } = usePlace();
  return { ...useSiteId(), ...filtersForApi(filters) };
}
