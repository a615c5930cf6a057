/** A new site. */
import { api } from '../api/client';
import { refresh } from '../api/use-answer';
import { go, viewAt } from '../state/place';
import { emptyForm } from './settings';
import { SiteForm } from './site-form';

export function MakeSite({ done }: { done: () => void }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <SiteForm
      first={emptyForm(zone)}
      does="Make the site"
      save={(settings) => api.createSite(settings)}
      saved={({ site_id }) => {
        done();
        go({ ...viewAt('sites', site_id), siteId: site_id, filters: {} });
        refresh();
      }}
    />
  );
}

/** Shown to the operator of a service that has none. */
export function FirstSite() {
  return (
    <div class="card first-site">
      <h1>The first site</h1>
      <p class="faint">Then comes the line for its pages, and the first visit.</p>
      <MakeSite done={() => {}} />
    </div>
  );
}
