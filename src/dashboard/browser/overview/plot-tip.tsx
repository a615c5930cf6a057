/** What the plot says of the interval that is pointed at. */
import { nameInterval, type Plotted } from './series';

type TipProps = { plotted: Plotted; index: number; left: number };

export function PlotTip({ plotted, index, left }: TipProps) {
  const { series, measure, interval, tz } = plotted;
  const at = series.starts[index];
  if (at === undefined) return null;
  const isUnderWay = (series.done[index] ?? null) === null;
  const value = series.done[index] ?? series.current[index] ?? null;
  const before = series.before[index] ?? null;
  const beforeAt = series.beforeStarts[index] ?? null;
  return (
    <div
      class={`tip ${index * 2 > series.starts.length ? 'late' : ''}`}
      style={{ '--left': `${left}px` }}
    >
      {value !== null && (
        <div>
          <i class="now" />
          {nameInterval(at, interval, tz)}
          {isUnderWay && ', so far'}
          <strong>{measure.whole(value)}</strong>
        </div>
      )}
      {before !== null && beforeAt !== null && (
        <div class="before">
          <i />
          {nameInterval(beforeAt, interval, tz)}
          <strong>{measure.whole(before)}</strong>
        </div>
      )}
    </div>
  );
}
