/** What a value may be, in a few words: its kind, and its limits. */
import type { JsonSchema } from '../json-schema.ts';
import { type Html, html, join } from './html.ts';
import { nameOf } from './reading.ts';

/** No limit, but that of the numbers of JavaScript. */
const UNLIMITED = Number.MAX_SAFE_INTEGER;
const PLURALS: Record<string, string> = { string: 'strings', object: 'objects' };

/** `integer or null`, `one of a, b`, `list of Session`; names of objects are links. */
export function kindOf(schema: JsonSchema): Html {
  const { $ref, anyOf, items, enum: values, const: only, format } = schema;
  if ($ref !== undefined) return linkTo($ref);
  if (anyOf !== undefined) return join(anyOf.map(kindOf), ' or ');
  if (only !== undefined) return html`<code>${JSON.stringify(only)}</code>`;
  const kinds = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['any']);
  const named = kinds.map((kind) => {
    if (kind === 'array') return items === undefined ? html`list` : listOf(items);
    if (kind === 'string' && format === 'uuid') return html`UUID`;
    if (kind === 'string' && format === 'date') return html`date`;
    if (kind === 'string' && values !== undefined) return html`one of ${listValues(values)}`;
    return html`${kind}`;
  });
  const { additionalProperties: each } = schema;
  if (typeof each === 'object') return html`object of ${kindOf(each)} by name`;
  return join(named, ' or ');
}

function listOf(items: JsonSchema): Html {
  if (items.$ref !== undefined) return html`list of ${linkTo(items.$ref)}`;
  const kind = typeof items.type === 'string' ? items.type : '';
  return html`list of ${PLURALS[kind] ?? kindOf(items)}`;
}

function linkTo(ref: string): Html {
  const name = nameOf(ref);
  return html`<a href="#${name}">${name}</a>`;
}

/** Without `null`, which is a kind of its own. */
function listValues(values: unknown[]): Html {
  const named = values.filter((value) => value !== null);
  return join(
    named.map((value) => html`<code>${String(value)}</code>`),
    ', ',
  );
}

/** `1 to 256 characters`, or nothing. */
export function limitsOf(schema: JsonSchema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, items, anyOf = [] } = schema;
  const each = items === undefined ? [] : limitsOf(items).map((limit) => `each ${limit}`);
  const all = [
    range(minLength, maxLength, 'characters'),
    range(minimum, maximum === UNLIMITED ? undefined : maximum, ''),
    range(minItems, maxItems, 'entries'),
    ...each,
    ...anyOf.flatMap(limitsOf),
  ];
  return all.filter((one) => one !== '');
}

function range(from: unknown, to: unknown, of: string): string {
  const least = typeof from === 'number' ? from.toLocaleString('en') : undefined;
  const most = typeof to === 'number' ? to.toLocaleString('en') : undefined;
  if (least === undefined && most === undefined) return '';
  const both = least === undefined ? `at most ${most}` : `${least} to ${most}`;
  return `${most === undefined ? `at least ${least}` : both} ${of}`.trim();
}

/** The object among what a value may be that has fields, or a list of such. */
export function objectIn(schema: JsonSchema): JsonSchema | undefined {
  if (schema.properties !== undefined) return schema;
  if (schema.items?.properties !== undefined) return schema.items;
  return schema.anyOf?.find(({ properties }) => properties !== undefined);
}
