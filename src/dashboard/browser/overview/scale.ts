/** Where points and lines of a plot are drawn, in pixels. Pure. */

export type Frame = { left: number; right: number; top: number; bottom: number };

export type Scale = {
  x: (index: number) => number;
  y: (value: number) => number;
  /** The point that is the nearest to it. */
  indexAt: (x: number) => number;
};

/** `count` points, equally far apart however long their intervals are; one alone is in the middle. */
export function makeScale(frame: Frame, count: number, top: number): Scale {
  const width = frame.right - frame.left;
  const step = count > 1 ? width / (count - 1) : width;
  const first = count > 1 ? frame.left : frame.left + width / 2;
  return {
    x: (index) => first + index * step,
    y: (value) => frame.bottom - (value / top) * (frame.bottom - frame.top),
    indexAt: (x) => Math.min(count - 1, Math.max(0, Math.round((x - first) / step))),
  };
}

const STEPS = [1, 2, 5, 10];

/**
 * Values with a line each, from 0 to the first that is not less than `most`: at most six. Of counts whole ones, since there is
 * no half visitor; a rate has 1 at most.
 */
export function ticksUpTo(most: number, isRate: boolean): number[] {
  const top = Math.max(most, isRate ? 0.01 : 4);
  const least = Math.max(top / 5, isRate ? 0 : 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = (STEPS.find((one) => one * power >= least * 0.999) ?? 10) * power;
  const count = Math.ceil((top / step) * 0.999);
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
  return isRate ? ticks.filter((tick) => tick <= 1) : ticks;
}

/** Which of the points have a word under them: as many as there is room for, evenly. */
export function labelledPoints(count: number, width: number, each: number): number[] {
  const most = Math.max(1, Math.floor(width / each));
  const step = Math.ceil(count / most);
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** A path through the values; where one is missing it is broken. */
export function drawLine(values: readonly (number | null)[], { x, y }: Scale): string {
  let isBroken = true;
  let path = '';
  for (const [i, value] of values.entries()) {
    if (value !== null) path += `${isBroken ? 'M' : 'L'}${round(x(i))} ${round(y(value))}`;
    isBroken = value === null;
  }
  return path;
}

/** What is under the line, from its first value to its last; values between that are missing count as 0. */
export function drawArea(values: readonly (number | null)[], scale: Scale): string {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  if (last <= first) return '';
  const filled = values.map((value, i) => (i < first || i > last ? null : (value ?? 0)));
  const bottom = round(scale.y(0));
  const { x } = scale;
  return `${drawLine(filled, scale)}L${round(x(last))} ${bottom}L${round(x(first))} ${bottom}Z`;
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
