/** One site: the line for its pages, its settings, keys and share links. */
import { api } from '../api/client';
import { refresh, useAnswer } from '../api/use-answer';
import { Detail, DetailFailure } from '../shell/detail';
import { Keys } from './keys';
import { formOf } from './settings';
import { Shares } from './shares';
import { Script } from './sharing';
import { SiteForm } from './site-form';

export function Site({ id }: { id: string }) {
  const { data, error } = useAnswer(`site ${id}`, (options) =>
    api.getSite({ site_id: id }, options),
  );
  return (
    <Detail up="Sites" title={data?.name ?? <span class="id">{id.slice(0, 8)}</span>}>
      <DetailFailure error={error} missing="It was deleted, or there never was one." />
      {data !== null && (
        <div class="settings">
          <section class="card rows" aria-label="Settings">
            <h3>Settings</h3>
            <SiteForm
              first={formOf(data)}
              does="Save"
              save={(settings) => api.updateSite({ site_id: id, ...settings })}
              saved={refresh}
            />
          </section>
          <div>
            <Script siteId={id} />
            <Keys siteId={id} />
            <Shares siteId={id} />
          </div>
        </div>
      )}
    </Detail>
  );
}
