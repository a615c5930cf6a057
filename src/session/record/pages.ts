/**
 * The pages of a session in D1: `[path, ms since the start]`, with the clock of the message where it was not the browser's. Null for
 * a session that has seen no page but the one it began with.
 */
import { firstPage } from '../life/pages';
import type { JsonValue, Session, Stamp, Stamps } from '../life/session';

type PackedPage = [path: string, afterMs: number] | [path: string, afterMs: number, Stamp[0]];

export function packPages({ writers, landing_url, started_at }: Session): JsonValue {
  const pages = Object.entries(writers.pages);
  if (isSame(writers.pages, firstPage(landing_url, writers.first))) return null;
  return pages.map(([path, [clock, at]]): PackedPage => {
    const afterMs = at - started_at;
    return clock === 'browser' ? [path, afterMs] : [path, afterMs, clock];
  });
}

/** What `packPages` has written, as it is in a session. `first`: the stamp of the message that opened it. */
export function readPages(
  row: Record<'pages' | 'landing_url' | 'started_at', string | number | null>,
  first: Stamp,
): { pages: Stamps } {
  const landing_url = row.landing_url === null ? null : String(row.landing_url);
  if (row.pages === null) return { pages: firstPage(landing_url, first) };
  const packed: PackedPage[] = JSON.parse(String(row.pages));
  const pages = packed.map(([path, afterMs, clock = 'browser']) => [
    path,
    [clock, Number(row.started_at) + afterMs],
  ]);
  return { pages: Object.fromEntries(pages) };
}

function isSame(one: Stamps, other: Stamps): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
