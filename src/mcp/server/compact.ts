/**
 * Answers of the API as a model gets them: what is unknown is left out, so is what it knows already, and each time has its ISO form
 * beside it. `compactSchema` does to the schema of an answer what `compactData` does to the answer.
 */
import type { JsonSchema } from '../../api-docs/json-schema';
import { toIso } from './times';

/** The site is that of the whole result; `closed_at` is `ended_at` once more; addresses of the API are for programs. */
const LEFT_OUT = ['site_id', 'session_url', 'closed_at'];
/** The caller's own objects: their fields are nobody else's, and no times of ours. */
const OWN = ['custom_data', 'consent'];
/** Of a row of a breakdown: that it is missing is what the row says. */
const KEPT_NULL = ['value'];

/** The names that times have; durations have others. */
function isTimeName(name: string): boolean {
  return /(_at|_until)$|^(at|from|to)$/.test(name);
}

export function compactData(value: unknown, zone: string): unknown {
  if (Array.isArray(value)) return value.map((item) => compactData(item, zone));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
      if (LEFT_OUT.includes(name)) return [];
      if (field === null) return KEPT_NULL.includes(name) ? [[name, null]] : [];
      if (OWN.includes(name)) return [[name, field]];
      if (typeof field !== 'number' || !isTimeName(name)) return [[name, compactData(field, zone)]];
      return [
        [name, field],
        [`${name}_iso`, toIso(field, zone)],
      ];
    }),
  );
}

/** Of a whole answer, as its JSON has it: a rate of nothing is no number there, but nothing. */
export function compactAnswer(answer: object, zone: string): Record<string, unknown> {
  return Object(compactData(JSON.parse(JSON.stringify(answer)), zone));
}

export function compactSchema(schema: JsonSchema): JsonSchema {
  const { properties, items, anyOf, additionalProperties, required = [], ...rest } = schema;
  const compacted: JsonSchema = { ...withoutWords(rest) };
  if (items !== undefined) compacted.items = compactSchema(items);
  if (anyOf !== undefined) compacted.anyOf = anyOf.map(compactSchema);
  if (typeof additionalProperties === 'object')
    compacted.additionalProperties = compactSchema(additionalProperties);
  else if (additionalProperties !== undefined)
    compacted.additionalProperties = additionalProperties;
  if (properties === undefined) return compacted;
  const fields = Object.entries(properties).filter(([name]) => !LEFT_OUT.includes(name));
  compacted.properties = Object.fromEntries(fields.flatMap(compactField));
  compacted.required = fields
    .filter(([name, field]) => required.includes(name) && (isKept(name) || !isNullable(field)))
    .map(([name]) => name);
  return compacted;
}

/** Words of inner fields would be several times the schema; the resources have them. */
function withoutWords({ description: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function compactField([name, field]: [string, JsonSchema]): [string, JsonSchema][] {
  if (isKept(name)) return [[name, withoutWords(field)]];
  const compacted = compactSchema(withoutNull(field));
  if (!isTimeName(name) || compacted.type !== 'integer') return [[name, compacted]];
  return [
    [name, compacted],
    [`${name}_iso`, { type: 'string' }],
  ];
}

function isKept(name: string): boolean {
  return KEPT_NULL.includes(name) || OWN.includes(name);
}

function isNullable({ type, anyOf = [] }: JsonSchema): boolean {
  return (Array.isArray(type) && type.includes('null')) || anyOf.some((one) => one.type === 'null');
}

function withoutNull(schema: JsonSchema): JsonSchema {
  const { type, anyOf, ...rest } = schema;
  if (anyOf !== undefined) {
    const others = anyOf.filter((one) => one.type !== 'null');
    const [only] = others;
    return others.length === 1 && only !== undefined
      ? { ...rest, ...only }
      : { ...rest, anyOf: others };
  }
  if (!Array.isArray(type)) return schema;
  const types = type.filter((one) => one !== 'null');
  const [only] = types;
  const named = { ...rest, type: types.length === 1 && only !== undefined ? only : types };
  return rest.enum === undefined
    ? named
    : { ...named, enum: rest.enum.filter((one) => one !== null) };
}
