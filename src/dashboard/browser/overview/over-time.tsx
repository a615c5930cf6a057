/** The plot with what is chosen over it: the number, the intervals; and its points as a table, for those who do not see it. */
import { useMemo } from 'preact/hooks';
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { INTERVAL_WORDS } from '../shell/period-names';
import { INTERVALS, questionOf } from '../state/address';
import { go, usePlace } from '../state/place';
import { useSiteId } from '../state/site';
import { Export } from './export';
import { MEASURES, measureOf } from './measures';
import { Plot } from './plot';
import {
  lineUp,
  nameInterval,
  type Plotted,
  periodBefore,
  type Summary,
  type Timeseries,
} from './series';
import type { Overview } from './use-overview';

export function OverTime({ overview }: { overview: Overview | null }) {
  const { number, interval, compare } = usePlace();
  const measure = measureOf(number);
  return (
    <>
      <div class="over-time">
        <select
          aria-label="Number"
          value={measure.name}
          onChange={({ currentTarget }) => go({ number: currentTarget.value }, { replace: true })}
        >
          {MEASURES.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        <span class="legend" aria-hidden="true">
          <i class="now" /> This period
          {compare !== 'none' && (
            <>
              <i /> {compare === 'year' ? 'A year before' : 'The period before'}
            </>
          )}
        </span>
        <select
          aria-label="Intervals"
          value={interval ?? overview?.timeseries.interval ?? 'day'}
          onChange={({ currentTarget: { value } }) =>
            go({ interval: INTERVALS.find((one) => one === value) ?? null })
          }
        >
          {INTERVALS.map((name) => (
            <option key={name} value={name}>
              {INTERVAL_WORDS[name]}
            </option>
          ))}
        </select>
        <Export overview={overview} />
      </div>
      {overview === null ? (
        <div class="plot" />
      ) : (
        <PlotOfPeriod summary={overview.summary} timeseries={overview.timeseries} />
      )}
    </>
  );
}

/** The period before is asked for when it is known when that was. */
function PlotOfPeriod({ summary, timeseries }: { summary: Summary; timeseries: Timeseries }) {
  const { number, compare, filters } = usePlace();
  const site = useSiteId();
  const measure = measureOf(number);
  const { interval, points } = timeseries;
  const { to, tz } = summary;
  const period = periodBefore(summary, compare);
  const question =
    period === null ? null : { ...site, ...questionOf({ period, filters }), interval };
  const { data, isOld } = useAnswer(question && JSON.stringify(question), (options) =>
    api.getTimeseries(question ?? {}, options),
  );
  const before = question === null || isOld ? null : data;
  const series = useMemo(
    () => lineUp(points, before?.points ?? [], measure, { to, now: Date.now() }),
    [points, before, measure, to],
  );
  const plotted = { series, measure, interval, tz };
  return (
    <>
      <Plot plotted={plotted} to={to} />
      <PointsTable plotted={plotted} />
    </>
  );
}

/** What nobody would listen to, and what would hold up everything else. */
const MOST_LISTED = 400;

function PointsTable({ plotted: { series, measure, interval, tz } }: { plotted: Plotted }) {
  const isListed = series.starts.length <= MOST_LISTED;
  return (
    // Around it: a caption is not part of the box that its table is cut to.
    <div class="hidden">
      <table>
        <caption>
          {measure.label} over time{!isListed && ': too many to list; choose longer intervals'}
        </caption>
        <tbody>
          {(isListed ? series.starts : []).map((at, i) => {
            const value = series.done[i] ?? series.current[i] ?? null;
            return (
              value !== null && (
                <tr key={at}>
                  <th scope="row">{nameInterval(at, interval, tz)}</th>
                  <td>{measure.whole(value)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
