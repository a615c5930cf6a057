/** Days and months of wall times (`zone.ts`), as a calendar counts them. Pure. */

const DAY_MS = 24 * 60 * 60 * 1000;

export function floorToDay(wall: number): number {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** The Monday of the week. 1970-01-01 was a Thursday. */
export function floorToWeek(wall: number): number {
  const day = Math.floor(wall / DAY_MS);
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}

export function floorToMonth(wall: number): number {
  const date = new Date(wall);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

export function addDays(wall: number, days: number): number {
  return wall + days * DAY_MS;
}

/** At the same time of the same day of another month, or of its last day if it has no such day. */
export function addMonths(wall: number, months: number): number {
  const date = new Date(wall);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay));
  return day + (wall - floorToDay(wall));
}

/** How many months one first of a month is after another. */
export function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from), new Date(to)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

/** `2026-11-01` as a wall time: the midnight it begins with. Null: no such day, or not written so. */
export function readDate(text: string): number | null {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const wall = isDate ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(text);
  return isDay ? wall : null;
}
