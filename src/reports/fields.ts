/** What sessions can be filtered and broken down by: names of the API, and how each compares. */
import { CHANNELS } from '../session/life/session';
import { foldCase } from '../session/record/arrival';

/** An expression in SQL, of the columns of `countedSessions`. */
type Sql = string;

/**
 * How the values of a field compare, and what may be asked for:
 * - `text`: as they are written. `spell`: makes a value that is looked for the one spelling that is stored.
 * - `folded`: without case.
 * - `flag`: true or false; 1 and 0 in SQL. It has no parts.
 * - `visitor`, `lead`: UUIDs. They have no parts.
 *
 * `oneOf`: there are no others than these.
 */
export type Field = { column: Sql; isNullable: boolean } & (
  | { kind: 'text'; spell: (value: string) => string; oneOf?: readonly string[] }
  | { kind: 'folded'; oneOf?: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'visitor' }
  | { kind: 'lead' }
);

const asIs = (value: string) => value;
const lower = (value: string) => value.toLowerCase();
const upper = (value: string) => value.toUpperCase();

const text = (column: Sql, spell = asIs): Field => ({
  kind: 'text',
  column,
  spell,
  isNullable: true,
});
const folded = (column: Sql, oneOf?: readonly string[]): Field => ({
  kind: 'folded',
  column,
  isNullable: true,
  ...(oneOf && { oneOf }),
});
const flag = (column: Sql): Field => ({ kind: 'flag', column, isNullable: false });
const oneOf = (column: Sql, values: readonly string[], isNullable: boolean): Field => ({
  kind: 'text',
  column,
  spell: lower,
  oneOf: values,
  isNullable,
});

export const FIELDS = {
  status: oneOf('status', ['active', 'ended'], false),
  engaged: flag('engaged'),
  identified: flag('(lead_id IS NOT NULL)'),
  exit_type: oneOf('exit_type', ['exit', 'bounce', 'timeout'], true),
  ended_by: oneOf('ended_by', ['client', 'idle', 'max_length'], true),
  is_bot: flag('is_bot'),
  visitor_id: { kind: 'visitor', column: 'visitor_key', isNullable: false },
  lead_id: { kind: 'lead', column: 'lead_id', isNullable: true },
  country: text('country', upper),
  region: text('region'),
  city: text('city'),
  device_type: text('device_type', lower),
  os: text('os'),
  browser: text('browser'),
  language: text('language'),
  source: folded('source'),
  channel: folded('channel', CHANNELS),
  referrer_host: text('referrer_host', lower),
  utm_source: folded('utm_source'),
  utm_medium: folded('utm_medium'),
  utm_campaign: folded('utm_campaign'),
  utm_term: folded('utm_term'),
  utm_content: folded('utm_content'),
  entry_page: text('landing_path'),
  exit_page: text('exit_path'),
  new_visitor: flag('is_first'),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS).filter(isFieldName);

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

/** The expression by which values are compared and grouped. */
export function comparedBy({ kind, column }: Field): Sql {
  return kind === 'folded' ? `lower(${column})` : column;
}

/** A value that is looked for, as it compares. */
export function spellWanted(field: Field, value: string): string {
  if (field.kind === 'folded') return foldCase(value);
  return field.kind === 'text' ? field.spell(value) : value.toLowerCase();
}
