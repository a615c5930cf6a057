/** The objects that answers hold, each once. One that is another with more or other fields shows those alone. */
import type { JsonSchema } from '../json-schema.ts';
import { fieldsOf, listFields } from './fields.ts';
import { type Html, html } from './html.ts';
import { inline } from './markdown.ts';
import type { OpenApi } from './reading.ts';

type Named = { name: string; schema: JsonSchema };
/** `own`: what differs from the base, or is not in it; `without`: fields of the base that are not here. */
export type Shape = Named & { base?: string; own: string[]; without: string[] };

/** With this many shared fields and at most so many others, an object is shown as another one. */
const MIN_SHARED = 5;
const MAX_OTHERS = 6;

/** By name, without bodies of requests and failures. */
export function listShapes({ components }: OpenApi): Shape[] {
  const named = Object.entries(components.schemas)
    .map(([name, schema]) => ({ name, schema }))
    .filter(({ name, schema }) => !name.endsWith('Body') && !isFailure(schema));
  const small = [...named].sort((a, b) => size(a) - size(b) || a.name.length - b.name.length);
  const shapes: Shape[] = [];
  for (const one of small) {
    const whole = shapes.filter(({ base }) => base === undefined);
    const [closest] = whole
      .map((base) => compare(one, base))
      .filter(({ own, without }) => own.length + without.length <= MAX_OTHERS)
      .filter(({ own }) => size(one) - own.length >= MIN_SHARED)
      .sort((a, b) => a.own.length + a.without.length - b.own.length - b.without.length);
    shapes.push(closest ?? { ...one, own: namesOf(one.schema), without: [] });
  }
  return shapes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isFailure({ properties = {} }: JsonSchema): boolean {
  return properties.success?.const === false;
}

const namesOf = ({ properties = {} }: JsonSchema) => Object.keys(properties);
const size = ({ schema }: Named) => namesOf(schema).length;

function compare(one: Named, base: Named): Shape {
  const textOf = ({ schema }: Named, name: string) => JSON.stringify(schema.properties?.[name]);
  const own = namesOf(one.schema).filter((name) => textOf(one, name) !== textOf(base, name));
  const names = namesOf(one.schema);
  const without = namesOf(base.schema).filter((name) => !names.includes(name));
  return { ...one, base: base.name, own, without };
}

export function showObject({ name, schema, base, own, without }: Shape): Html {
  const fields = fieldsOf(schema).filter((field) => own.includes(field.name));
  const like =
    base === undefined
      ? undefined
      : html`<p>The fields of <a href="#${base}">${base}</a>${without.map(
          (left, index) => html`${index === 0 ? ' without ' : ', '}<code>${left}</code>`,
        )}, and:</p>`;
  return html`<section class="object" id="${name}">
<h3><a href="#${name}">${name}</a></h3>
<p>${inline(schema.description ?? '')}</p>
${like}${listFields(name, fields, false)}</section>
`;
}
