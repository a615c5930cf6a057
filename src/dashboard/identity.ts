/** Who looks at the dashboard, as it is told to the dashboard. */
import type { Viewer } from '../access/viewer';
import type { Site } from '../sites/schema';

/** `site`: null for the operator, who may ask about all. `expires_at`: in ms since the epoch; null where nothing ends. */
export type Identity = {
  role: 'admin' | Viewer['scope'];
  site: Pick<Site, 'site_id' | 'name' | 'timezone'> | null;
  expires_at: number | null;
};

export function showIdentity({ site, scope, expiresAt }: Viewer): Identity {
  if (site === null) return { role: 'admin', site, expires_at: expiresAt };
  const { site_id, name, timezone } = site;
  return {
    role: scope,
    site: { site_id, name, timezone },
    expires_at: expiresAt,
  };
}
