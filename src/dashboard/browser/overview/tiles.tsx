/** The numbers of the period, each with its change. Those that can be plotted are chosen here. */
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { type Change, changeOf, NOTHING, percent, short, whole } from '../format/numbers';
import { duration, span } from '../format/times';
import { FILTER_NAMES } from '../state/filters';
import { go, hrefOf, usePlace, viewAt } from '../state/place';
import { useFilters } from '../state/question';
import { useSight } from '../state/site';
import { measureOf } from './measures';
import type { Summary } from './series';

type Tile = {
  label: string;
  shown: string;
  whole: string;
  change: Change | null;
  /** The number that a click plots. */
  plots?: string;
};

const LIVE_EVERY_MS = 15_000;

export function Tiles({ summary }: { summary: Summary | null }) {
  const { role } = useSight();
  const { filters, number } = usePlace();
  const isFiltered = FILTER_NAMES.some((name) => filters[name] !== undefined);
  const chosen = measureOf(number).name;
  const compare = summary?.compare ?? null;
  const before =
    compare === null ? '' : `Compared with ${span(compare.from, compare.to, compare.tz)}`;
  return (
    <ul class="tiles" aria-label="Numbers">
      {role !== 'share' && <Live isFirst={summary === null} />}
      {tilesOf(summary, isFiltered).map(({ label, shown, whole, change, plots }) => {
        const face = (
          <>
            <span class="label">{label}</span>
            <strong title={whole}>{shown}</strong>
            <ChangeMark change={change} title={before} />
          </>
        );
        return (
          <li key={label}>
            {plots === undefined ? (
              <div class="tile">{face}</div>
            ) : (
              <button
                type="button"
                class="tile"
                aria-pressed={plots === chosen}
                onClick={() => go({ number: plots }, { replace: true })}
              >
                {face}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Leads are of the site, whatever sessions are counted; of some sessions those are counted that have one. */
function tilesOf(now: Summary | null, isFiltered: boolean): Tile[] {
  const before = now?.compare ?? null;
  const count = (
    label: string,
    name: 'visitors' | 'sessions' | 'page_views' | 'new_leads' | 'identified',
    plots?: string,
  ): Tile => ({
    label,
    shown: now === null ? '' : short(now[name]),
    whole: now === null ? '' : whole(now[name]),
    change: changeOf(now?.[name] ?? null, before?.[name] ?? null),
    ...(plots !== undefined && { plots }),
  });
  const median = now?.duration.median ?? null;
  const length = median === null ? NOTHING : duration(median);
  const rate = now === null ? '' : percent(now.engagement_rate);
  return [
    count('Visitors', 'visitors', 'visitors'),
    count('Sessions', 'sessions', 'sessions'),
    count('Page views', 'page_views', 'page_views'),
    {
      label: 'Engagement rate',
      shown: rate,
      whole: now === null ? '' : `${whole(now.engaged)} of ${whole(now.sessions)} sessions`,
      change: changeOf(now?.engagement_rate ?? null, before?.engagement_rate ?? null),
      plots: 'engagement_rate',
    },
    {
      label: 'Median duration',
      shown: now === null ? '' : length,
      whole: median === null ? '' : `${whole(median)} ms, of sessions that have ended`,
      change: changeOf(median, before?.duration.median ?? null),
    },
    isFiltered ? count('With a lead', 'identified', 'identified') : count('New leads', 'new_leads'),
  ];
}

function ChangeMark({ change, title }: { change: Change | null; title: string }) {
  if (change === null) return <span class="change" />;
  const { direction, text, whole } = change;
  const words = { up: 'more than before', down: 'less than before', same: 'as before' };
  return (
    <span class={`change ${direction}`} title={`${whole}. ${title}`}>
      {direction !== 'same' && (
        <svg viewBox="0 0 8 8" aria-hidden="true">
          <path d={direction === 'up' ? 'M4 1 7.5 7h-7z' : 'M4 7 .5 1h7z'} />
        </svg>
      )}
      {text}
      <span class="hidden"> {words[direction]}</span>
    </span>
  );
}

/** Asked again and again, but not where nobody looks; and not before the figures, which it would hold up. */
function Live({ isFirst }: { isFirst: boolean }) {
  const question = { ...useFilters(), limit: 1 };
  const { data } = useAnswer(
    isFirst ? null : `live ${JSON.stringify(question)}`,
    (options) => api.listLiveSessions(question, { ...options, retries: 0 }),
    { everyMs: LIVE_EVERY_MS },
  );
  const count = data?.count ?? null;
  return (
    <li>
      <a class="tile live" href={hrefOf(viewAt('live'))}>
        <span class="label">
          <span class={count === null || count === 0 ? 'dot none' : 'dot'} />
          Live now
        </span>
        <strong title={count === null ? undefined : whole(count)}>
          {count === null ? '' : short(count)}
        </strong>
        <span class="change">{data?.exact === false ? 'at least' : 'last 5 minutes'}</span>
      </a>
    </li>
  );
}
