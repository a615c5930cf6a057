/** Fields as a list of terms: name, kind and limits, and beside them the meaning and what happens without the field. */
import type { JsonSchema } from '../json-schema.ts';
import { type Html, html } from './html.ts';
import { kindOf, limitsOf, objectIn } from './kinds.ts';
import { inline } from './markdown.ts';
import type { Parameter } from './reading.ts';

export type Field = { name: string; schema: JsonSchema; isRequired: boolean };

export function fieldsOf({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name),
  }));
}

export function fieldOfParameter({ name, schema, required, description }: Parameter): Field {
  return { name, schema: { ...schema, description }, isRequired: required };
}

/**
 * `place`: what the fields are of; it begins their anchors, and is an operation or an object. `isInput`: callers may leave a field
 * out, of which each says what happens then; what is answered is there unless its meaning says otherwise.
 */
export function listFields(place: string, fields: Field[], isInput: boolean): Html {
  return html`<dl class="fields">${fields.map((field) => showField(place, field, isInput))}</dl>`;
}

function showField(place: string, { name, schema, isRequired }: Field, isInput: boolean): Html {
  const id = `${place}.${name}`;
  const { about, absent } = splitAbsent(schema);
  // Of what is answered, only a limit that is one.
  const limits = limitsOf(schema).filter((limit) => isInput || limit !== 'at least 0');
  const inner = objectIn(schema);
  const must = isInput && isRequired ? html` <em class="must">required</em>` : undefined;
  return html`<div class="field" id="${id}">
<dt><a class="name" href="#${id}"><code>${breakable(name)}</code></a>${must} <span class="kind">${kindOf(schema)}</span>${limits.map((limit) => html` <span class="limit">${limit}</span>`)}</dt>
<dd>${about === '' ? undefined : html`<p>${inline(about)}</p>`}${
    absent === undefined || !isInput
      ? undefined
      : html`<p class="absent"><b>When absent:</b> ${absent}</p>`
  }${inner === undefined ? undefined : listFields(id, fieldsOf(inner), isInput)}</dd>
</div>
`;
}

/** The meaning of a field, and what happens when it is absent: what it says, else its default. */
function splitAbsent({ description = '', default: without }: JsonSchema) {
  const [about = '', absent] = description.split(/ ?Absent: /);
  if (absent !== undefined) return { about, absent: inline(absent) };
  if (without === undefined) return { about, absent: undefined };
  return { about, absent: html`<code>${tell(without)}</code>.` };
}

/** As people write it: `1,800,000`, `safe`, `null`. */
function tell(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A long name may break after an underscore. */
function breakable(name: string): Html[] {
  const parts = name.split('_');
  return parts.map((part, index) => html`${part}${index < parts.length - 1 ? html`_<wbr>` : ''}`);
}
