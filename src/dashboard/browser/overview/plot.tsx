/** One number over time. What is pointed at is told; what is dragged over becomes the period. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clock, isoDate } from '../format/times';
import { go } from '../state/place';
import { PlotTip } from './plot-tip';
import {
  drawArea,
  drawLine,
  type Frame,
  labelledPoints,
  makeScale,
  type Scale,
  ticksUpTo,
} from './scale';
import { nameTick, type Plotted, type Series } from './series';

const HEIGHT_PX = 240;
const LABEL_PX = 88;
/** A click is no drag. */
const LEAST_DRAG_PX = 8;

export function Plot({ plotted, to }: { plotted: Plotted; to: number }) {
  const { series, measure, interval, tz } = plotted;
  const box = useRef<SVGSVGElement>(null);
  const width = useWidth(box);
  const { pointed, dragged, handlersOf } = usePointing((first, last) => {
    const [from, until] = [series.starts[first], series.starts[last + 1] ?? to];
    if (from === undefined || last - first + 1 >= series.starts.length) return;
    go({ period: { from: toText(from, tz), to: toText(until, tz) }, interval: null });
  });
  const { starts, done, current, before } = series;
  const most = Math.max(0, ...[...done, ...current, ...before].map((value) => value ?? 0));
  const ticks = ticksUpTo(most, measure.name.endsWith('_rate'));
  const frame: Frame = { left: 44, right: width - 4, top: 12, bottom: HEIGHT_PX - 28 };
  const scale = makeScale(frame, starts.length, ticks.at(-1) ?? 1);
  const at = pointed === null ? null : scale.indexAt(pointed);
  return (
    <div class="plot">
      <svg
        ref={box}
        viewBox={`0 0 ${width} ${HEIGHT_PX}`}
        aria-hidden="true"
        {...handlersOf(scale.indexAt)}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              class="grid"
              x1={frame.left}
              x2={frame.right}
              y1={scale.y(tick)}
              y2={scale.y(tick)}
            />
            <text x={frame.left - 8} y={scale.y(tick) + 4} text-anchor="end">
              {measure.short(tick)}
            </text>
          </g>
        ))}
        {labelledPoints(starts.length, frame.right - frame.left, LABEL_PX).map((i) => (
          <text key={i} x={scale.x(i)} y={HEIGHT_PX - 6} text-anchor={anchorOf(i, starts.length)}>
            {nameTick(starts[i] ?? 0, interval, tz)}
          </text>
        ))}
        <Lines series={series} scale={scale} />
        {dragged !== null && (
          <rect
            class="dragged"
            x={Math.min(dragged.from, dragged.to)}
            width={Math.abs(dragged.to - dragged.from)}
            y={frame.top}
            height={frame.bottom - frame.top}
          />
        )}
        {at !== null && (
          <>
            <line class="here" x1={scale.x(at)} x2={scale.x(at)} y1={frame.top} y2={frame.bottom} />
            <Dot class="before" at={at} value={before[at] ?? null} scale={scale} />
            <Dot at={at} value={done[at] ?? current[at] ?? null} scale={scale} />
          </>
        )}
      </svg>
      {at !== null && <PlotTip plotted={plotted} index={at} left={scale.x(at)} />}
    </div>
  );
}

function Lines({
  series: { starts, done, current, before },
  scale,
}: {
  series: Series;
  scale: Scale;
}) {
  return (
    <>
      <path class="line before" d={drawLine(before, scale)} />
      <path class="area" d={drawArea(done, scale)} />
      <path class="line" d={drawLine(done, scale)} />
      <path class="line under-way" d={drawLine(current, scale)} />
      {starts.length === 1 && (
        <>
          <Dot class="before" at={0} value={before[0] ?? null} scale={scale} />
          <Dot at={0} value={done[0] ?? current[0] ?? null} scale={scale} />
        </>
      )}
    </>
  );
}

type DotProps = { class?: string; at: number; value: number | null; scale: Scale };

function Dot({ class: kind, at, value, scale }: DotProps) {
  return value === null ? null : <circle class={kind} cx={scale.x(at)} cy={scale.y(value)} r="4" />;
}

/** The first word and the last must not stick out. */
function anchorOf(i: number, count: number): 'start' | 'middle' | 'end' {
  if (count === 1) return 'middle';
  if (i === 0) return 'start';
  return i === count - 1 ? 'end' : 'middle';
}

/** Of what is pointed at and dragged over, in pixels from the left of the picture. A finger points and drags, too. */
function usePointing(zoom: (first: number, last: number) => void) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragged, setDragged] = useState<{ from: number; to: number } | null>(null);
  const xOf = (event: PointerEvent) =>
    event.currentTarget instanceof Element
      ? event.clientX - event.currentTarget.getBoundingClientRect().left
      : 0;
  const handlersOf = (indexAt: (x: number) => number) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      setPointed(xOf(event));
      setDragged({ from: xOf(event), to: xOf(event) });
      if (event.currentTarget instanceof Element)
        event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      setPointed(xOf(event));
      if (dragged !== null) setDragged({ ...dragged, to: xOf(event) });
    },
    onPointerUp: () => {
      setDragged(null);
      if (dragged === null || Math.abs(dragged.to - dragged.from) < LEAST_DRAG_PX) return;
      setPointed(null);
      const ends = [indexAt(dragged.from), indexAt(dragged.to)].sort((a, b) => a - b);
      zoom(ends[0] ?? 0, ends[1] ?? 0);
    },
    onPointerLeave: () => setPointed(null),
    onPointerCancel: () => {
      setDragged(null);
      setPointed(null);
    },
  });
  return { pointed, dragged, handlersOf };
}

/** How wide the picture is, in pixels. */
function useWidth(box: { current: SVGSVGElement | null }): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const watching = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(entry.contentRect.width);
    });
    setWidth(box.current.getBoundingClientRect().width);
    watching.observe(box.current);
    return () => watching.disconnect();
  }, []);
  return width;
}

/** As a date where it is one: people read addresses. */
function toText(at: number, tz: string): string {
  return clock(at, tz) === '00:00' ? isoDate(at, tz) : String(at);
}
