/** All sites, for the operator of the service; and one of them. */
import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useList } from '../api/use-list';
import { date, moment } from '../format/times';
import { Dialog } from '../shell/dialog';
import { Master } from '../shell/master';
import { MoreRows } from '../shell/more-rows';
import { FailureNotice } from '../shell/notice';
import { hrefOf, viewAt } from '../state/place';
import { useSight } from '../state/site';
import { MakeSite } from './make-site';
import { Site } from './site';

const ROWS = 50;

export function Sites() {
  return <Master list={<SiteList />} one={(id) => <Site id={id} />} />;
}

function SiteList() {
  const [isMaking, setMaking] = useState(false);
  const { timezone } = useSight().site;
  const list = useList(
    'list of sites',
    (after, options) => api.listSites({ ...after, limit: ROWS }, options),
    ({ sites }) => sites,
  );
  const { data, error } = list;
  return (
    <>
      <FailureNotice error={error} />
      <section class="card rows" aria-label="Sites">
        <header>
          <p>Sites of this service</p>
          <button type="button" class="main" onClick={() => setMaking(true)}>
            New site
          </button>
        </header>
        {data !== null && data.length > 0 && (
          <table class="list sites">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Allowed origins</th>
                <th scope="col">Time zone</th>
                <th scope="col">Made</th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ site_id, name, allowed_origins, timezone: zone, created_at }) => (
                <tr key={site_id}>
                  <th scope="row" class="name">
                    <a
                      data-row
                      class="open"
                      href={hrefOf({ ...viewAt('sites', site_id), siteId: site_id, filters: {} })}
                    >
                      {name}
                    </a>
                  </th>
                  <td class="origins">{allowed_origins.join(', ') || 'none: servers only'}</td>
                  <td class="zone">{zone}</td>
                  <td class="since" title={moment(created_at, timezone)}>
                    {date(created_at, timezone)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <MoreRows list={list} />
      </section>
      {isMaking && (
        <Dialog title="New site" close={() => setMaking(false)} class="medium">
          <MakeSite done={() => setMaking(false)} />
        </Dialog>
      )}
    </>
  );
}
