/** Schemas as the types of the client want them: what editors should offer, and what a call puts into a query by itself. Pure. */

/** Stands in a list of values for any other text, until the types are printed. */
const ANY_TEXT = '__any_text__';

type Filter = { value: { enum?: string[] }; parts: boolean; missing: boolean };
type Schema = { type?: unknown; enum?: unknown[]; 'x-filter'?: Filter; [keyword: string]: unknown };

/** For `JSON.parse`: a parameter whose value has closed values, and takes more than one of them, or is a truth. */
export function loosen(_key: string, parameter: unknown): unknown {
  if (typeof parameter !== 'object' || parameter === null) return parameter;
  if (!('in' in parameter) || !('schema' in parameter)) return parameter;
  const schema: Schema = Object(parameter.schema);
  const filter = schema['x-filter'];
  if (filter === undefined)
    return isTruth(schema.enum) ? { ...parameter, schema: withTruth(schema) } : parameter;
  const { description } = Object(parameter);
  return {
    ...parameter,
    schema: loosenFilter(filter, schema),
    description: `${description}\n\n${tellForms(filter)}`,
  };
}

function loosenFilter({ value, missing }: Filter, { default: absent }: Schema): Schema {
  const own = { type: 'string', ...(absent !== undefined && { default: absent }) };
  if (value.enum === undefined) return own;
  const isFlag = isTruth(value.enum);
  const values = isFlag ? value.enum : [...value.enum, ...(missing ? ['null'] : [])];
  const offered = { ...own, enum: [...values, ...values.map((one) => `!${one}`), ANY_TEXT] };
  return isFlag ? withTruth(offered) : offered;
}

function withTruth({ default: absent, ...schema }: Schema): Schema {
  return {
    anyOf: [{ type: 'boolean' }, schema],
    ...(absent !== undefined && { default: absent }),
  };
}

function isTruth(values: unknown[] | undefined): boolean {
  return values?.join() === 'true,false';
}

function tellForms({ parts, missing }: Filter): string {
  const forms = [
    'a list `a,b`',
    'negated `!a`',
    ...(parts ? ['a part `~a`'] : []),
    ...(missing ? ['missing `null`'] : []),
  ];
  return `Also ${forms.join(', ')}.`;
}

/** Of the printed types: a list of values that is open, of which editors still offer those that are known. */
export function openLists(types: string): string {
  return types.replaceAll(`"${ANY_TEXT}"`, '(string & {})');
}
