/** What the plot says of the interval that is pointed at. */
import type { PlotProps } from './plot';
import { nameInterval } from './series';

type TipProps = Omit<PlotProps, 'to'> & { index: number; left: number };

export function PlotTip({ series, measure, interval, tz, index, left }: TipProps) {
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
