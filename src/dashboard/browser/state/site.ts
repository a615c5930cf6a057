/** The site that is looked at, and what its time is. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role, Site } from '../api/identity';

/** `sites`: what can be chosen from; for all but the operator one. */
export type Sight = { role: Role; site: Site; sites: Site[] };

export const SightContext = createContext<Sight | null>(null);

/** Within a view there always is a site. */
export function useSight(): Sight {
  const sight = useContext(SightContext);
  if (sight === null) throw new Error('No site is chosen.');
  return sight;
}

/** Where the operator, who has a key of no site, names one. */
export function useSiteId(): { site_id?: string } {
  const { role, site } = useSight();
  return role === 'admin' ? { site_id: site.site_id } : {};
}
