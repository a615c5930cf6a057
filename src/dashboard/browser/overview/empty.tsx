/** No sessions: because of the filters, of the period, or since the script is in no page yet. */
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { moment } from '../format/times';
import { CopyLine } from '../shell/copy-line';
import { clearFilters, go, usePlace } from '../state/place';
import { useSight, useSiteId } from '../state/site';

export function Empty() {
  const { filters } = usePlace();
  const { role, site } = useSight();
  const siteId = useSiteId();
  const isFiltered = Object.keys(filters).length > 0;
  const isAsked = !isFiltered && role !== 'share';
  const { data } = useAnswer(isAsked ? `newest ${site.site_id}` : null, (options) =>
    api.listSessions({ ...siteId, limit: 1 }, options),
  );
  if (isFiltered)
    return (
      <div class="card empty">
        <strong>No session passes these filters</strong>
        <button type="button" onClick={clearFilters}>
          Clear the filters
        </button>
      </div>
    );
  const newest = data?.sessions[0];
  if (isAsked && data === null) return <div class="card empty" />;
  if (isAsked && newest === undefined) return <Install siteId={site.site_id} />;
  return (
    <div class="card empty">
      <strong>Nobody came in this period</strong>
      {newest !== undefined && (
        <p>The newest session began {moment(newest.started_at, site.timezone)}.</p>
      )}
      <button type="button" onClick={() => go({ period: { name: '12mo' }, interval: null })}>
        Show the last 12 months
      </button>
    </div>
  );
}

function Install({ siteId }: { siteId: string }) {
  return (
    <div class="card empty install">
      <strong>Waiting for the first session</strong>
      <p>Put this line into the pages of the site, in front of {'</head>'}:</p>
      <ScriptLine siteId={siteId} />
      <p class="faint">
        Only pages at the allowed origins of the site are counted. The first visit is here within
        seconds of it: <kbd>r</kbd> asks again.
      </p>
    </div>
  );
}

/** The line that installs the script, to copy. */
export function ScriptLine({ siteId }: { siteId: string }) {
  const line = `<script defer src="${location.origin}/s.js" data-site="${siteId}"></script>`;
  return <CopyLine text={line} />;
}
