/** The filters that all reports take: as they come in, and as a condition in SQL. */
import * as z from 'zod';
import { hashVisitor, visitorKey } from '../database/tombstones';
import { asId, type SiteId, UuidSchema, type VisitorId } from '../ids/uuid';
import type { Bindings } from './bindings';
import { comparedBy, FIELD_NAMES, FIELDS, type Field, type FieldName, spellWanted } from './fields';
import { type Match, parseMatch } from './match';

const MAX_FILTER_CHARS = 8192;
const MAX_COUNT = Number.MAX_SAFE_INTEGER;

function matching(field: Field) {
  return z
    .string('Give it once; several values are a list, with commas.')
    .max(MAX_FILTER_CHARS, `Give at most ${MAX_FILTER_CHARS} characters.`)
    .transform((text, context): Match => {
      const match = parseMatch(text);
      const error = 'error' in match ? match.error : findFault(field, match);
      if (error === null && !('error' in match)) return spellMatch(field, match);
      context.issues.push({ code: 'custom', message: error ?? '', input: text });
      return z.NEVER;
    });
}

/** What cannot be asked of the field, or null. */
function findFault(field: Field, { values, parts, orMissing }: Match): string | null {
  if (orMissing && !field.isNullable) return 'It is never missing: leave out "null".';
  if (field.kind === 'flag') return findForeign(['true', 'false'], values, parts);
  if (field.kind === 'visitor' || field.kind === 'lead') {
    const isId = (value: string) => UuidSchema.safeParse(value).success;
    return parts.length === 0 && values.every(isId) ? null : 'Give UUIDs, whole ones.';
  }
  return field.oneOf === undefined ? null : findForeign(field.oneOf, values, []);
}

function findForeign(known: readonly string[], values: string[], parts: string[]): string | null {
  const names = known.map((name) => name.toLowerCase());
  const isKnown = parts.length === 0 && values.every((one) => names.includes(one.toLowerCase()));
  return isKnown ? null : `Give any of ${known.map((name) => `"${name}"`).join(', ')}.`;
}

function spellMatch(field: Field, match: Match): Match {
  const spell = (value: string) => spellWanted(field, value);
  return { ...match, values: match.values.map(spell), parts: match.parts.map(spell) };
}

const atLeast = z
  .string()
  .regex(/^\d{1,16}$/, 'Give a whole number from 0.')
  .transform(Number)
  .pipe(z.number().max(MAX_COUNT));

/** Durations in ms. */
export const FilterSchema = z.object({
  status: matching(FIELDS.status).optional(),
  engaged: matching(FIELDS.engaged).optional(),
  identified: matching(FIELDS.identified).optional(),
  exit_type: matching(FIELDS.exit_type).optional(),
  ended_by: matching(FIELDS.ended_by).optional(),
  is_bot: matching(FIELDS.is_bot).prefault('false'),
  visitor_id: matching(FIELDS.visitor_id).optional(),
  lead_id: matching(FIELDS.lead_id).optional(),
  country: matching(FIELDS.country).optional(),
  region: matching(FIELDS.region).optional(),
  city: matching(FIELDS.city).optional(),
  device_type: matching(FIELDS.device_type).optional(),
  os: matching(FIELDS.os).optional(),
  browser: matching(FIELDS.browser).optional(),
  language: matching(FIELDS.language).optional(),
  source: matching(FIELDS.source).optional(),
  channel: matching(FIELDS.channel).optional(),
  referrer_host: matching(FIELDS.referrer_host).optional(),
  utm_source: matching(FIELDS.utm_source).optional(),
  utm_medium: matching(FIELDS.utm_medium).optional(),
  utm_campaign: matching(FIELDS.utm_campaign).optional(),
  utm_term: matching(FIELDS.utm_term).optional(),
  utm_content: matching(FIELDS.utm_content).optional(),
  entry_page: matching(FIELDS.entry_page).optional(),
  exit_page: matching(FIELDS.exit_page).optional(),
  new_visitor: matching(FIELDS.new_visitor).optional(),
  min_page_views: atLeast.optional(),
  min_duration: atLeast.optional(),
});
type FilterQuery = z.infer<typeof FilterSchema>;

/** Filters as their statements need them: visitors by their keys. */
export type Filters = {
  matches: { name: FieldName; match: Match<string | number> }[];
  minPageViews: number | null;
  minDurationMs: number | null;
};

/** Filters for statements about the sessions of a site. */
export async function resolveFilters(query: FilterQuery, siteId: SiteId): Promise<Filters> {
  const given = FIELD_NAMES.flatMap((name) => {
    const match = query[name];
    return match === undefined ? [] : [{ name, match }];
  });
  const matches = given.map(async ({ name, match }) => ({
    name,
    match: { ...match, values: await comparedValues(FIELDS[name], match.values, siteId) },
  }));
  return {
    matches: await Promise.all(matches),
    minPageViews: query.min_page_views ?? null,
    minDurationMs: query.min_duration ?? null,
  };
}

async function comparedValues(
  { kind }: Field,
  values: string[],
  siteId: SiteId,
): Promise<(string | number)[]> {
  if (kind === 'flag') return values.map((value) => (value === 'true' ? 1 : 0));
  if (kind !== 'visitor') return values;
  const hash = (value: string) => hashVisitor(siteId, asId<VisitorId>(value));
  return (await Promise.all(values.map(hash))).map(visitorKey);
}

/** The condition, of the columns of `countedSessions`. It takes at most two parameters a filter. */
export function filterSql(filters: Filters, bindings: Bindings): string {
  const { matches, minPageViews, minDurationMs } = filters;
  const conditions = matches.map(({ name, match }) => matchSql(FIELDS[name], match, bindings));
  if (minPageViews !== null) conditions.push(`page_views >= ${bindings.bind(minPageViews)}`);
  if (minDurationMs !== null) conditions.push(`duration >= ${bindings.bind(minDurationMs)}`);
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
}

/** A missing value is none of those that are listed, so "not" has it in. */
function matchSql(field: Field, match: Match<string | number>, bindings: Bindings): string {
  const { not, values, parts, orMissing } = match;
  const column = comparedBy(field);
  const either = [
    ...(values.length > 0 ? [isOneOf(field, column, values, bindings)] : []),
    ...(parts.length > 0 ? [hasOneOf(column, parts, bindings)] : []),
    ...(orMissing ? [`${column} IS NULL`] : []),
  ];
  return `(${either.join(' OR ')}) IS ${not ? 'NOT ' : ''}TRUE`;
}

function isOneOf(
  { kind }: Field,
  column: string,
  values: (string | number)[],
  bindings: Bindings,
): string {
  const stored = (value: string) => {
    if (kind === 'visitor') return `CAST(${value} AS INTEGER)`;
    return kind === 'lead' ? `unhex(${value}, '-')` : value;
  };
  const [first, ...others] = values;
  return first !== undefined && others.length === 0
    ? `${column} = ${stored(bindings.bind(first))}`
    : `${column} IN (SELECT ${stored('value')} FROM json_each(${bindings.bind(JSON.stringify(values))}))`;
}

function hasOneOf(column: string, parts: string[], bindings: Bindings): string {
  const [first, ...others] = parts;
  return first !== undefined && others.length === 0
    ? `instr(${column}, ${bindings.bind(first)}) > 0`
    : `EXISTS (SELECT 1 FROM json_each(${bindings.bind(JSON.stringify(parts))}) AS part
        WHERE instr(${column}, part.value) > 0)`;
}
