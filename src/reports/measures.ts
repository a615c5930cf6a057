/** The numbers, each defined once: expressions in SQL over the columns of `COUNTED_BY`, and how they are read. */

/** What is counted by, of the columns of `countedSessions`: short, because most of a report's time is for copying and sorting it. */
export const COUNTED_BY = `visitor_key, is_first, page_views, engaged, ended_at IS NOT NULL AS is_ended,
  lead_id IS NOT NULL AS is_identified`;

const MEASURES = {
  sessions: 'COUNT(*)',
  visitors: 'COUNT(DISTINCT visitor_key)',
  /** Visitors whose first session at the site is among those counted: each has one first session. */
  new_visitors: 'SUM(is_first)',
  page_views: 'SUM(page_views)',
  engaged: 'SUM(engaged)',
  /** Ended and not engaged. */
  bounced: 'SUM(is_ended AND NOT engaged)',
  /** With a lead, be it from this session or from another of the visitor. */
  identified: 'SUM(is_identified)',
} as const;

export type Measures = Record<keyof typeof MEASURES, number>;

const LISTED = Object.entries(MEASURES);
/** Of visitors there is no sum: one may be in several rows. */
const SUMMED = LISTED.filter(([name]) => name !== 'visitors');

/** The columns of a statement that counts, without the visitors. */
export const SELECT_SUMMED = SUMMED.map(([name, sql]) => `${sql} AS ${name}`).join(', ');
/** The visitors of a statement that counts. */
export const COUNT_VISITORS = MEASURES.visitors;
/** Arguments of `json_object`: each measure, counted. `visitors`: an expression, where they are counted in another way. */
export function measuresInJson(visitors: string = COUNT_VISITORS): string {
  return `'visitors', ${visitors}, ${SUMMED.map(([name, sql]) => `'${name}', ${sql}`).join(', ')}`;
}
/** Arguments of `json_object`: each measure, of columns with their names. */
export const COUNTED_IN_JSON = LISTED.map(([name]) => `'${name}', ${name}`).join(', ');
/** The same, of columns that are summed, without the visitors. */
export const SUMMED_IN_JSON = SUMMED.map(([name]) => `'${name}', SUM(${name})`).join(', ');

/** A sum over nothing is null in SQL, and 0 here. */
export function readMeasures(answer: Record<string, unknown>): Measures {
  const read = (name: keyof Measures) => Number(answer[name] ?? 0);
  return {
    sessions: read('sessions'),
    visitors: read('visitors'),
    new_visitors: read('new_visitors'),
    page_views: read('page_views'),
    engaged: read('engaged'),
    bounced: read('bounced'),
    identified: read('identified'),
  };
}

/** A share, as a fraction of 1; null where nothing was counted. */
export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
