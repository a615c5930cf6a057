/** An operation: what it does, who may call it, what it takes and answers, and an example. */
import type { JsonSchema } from '../json-schema.ts';
import { anchorOf, showCode, showJson } from './errors.ts';
import { type Field, fieldOfParameter, fieldsOf, listFields } from './fields.ts';
import { type Html, html, join } from './html.ts';
import { kindOf } from './kinds.ts';
import { block, inline } from './markdown.ts';
import { type Answer, codesOf, dataOf, nameOf, type OpenApi, type Route } from './reading.ts';

const MIN_FOLDED = 6;

const CALLERS: Record<string, string> = {
  page: 'pages and keys',
  write: 'keys to write',
  read: 'keys to read',
  all: 'keys to do all',
  viewer: 'keys to read, and who has signed in',
  dashboard: 'pages of this deployment',
  key: 'any key',
  admin: 'ADMIN_KEY',
  anyone: 'anyone',
};

export function showOperation({ components }: OpenApi, route: Route): Html {
  const { method, path, operation } = route;
  const { operationId: id, parameters = [], requestBody, responses } = operation;
  const fieldsIn = (place: string) =>
    parameters
      .filter((one) => one.in === place)
      .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
      .map(fieldOfParameter);
  const ofBody = requestBody?.content['application/json']?.schema;
  const body = ofBody && fieldsOf(follow(ofBody, components.schemas));
  const answers = Object.entries(responses);
  const successes = answers.filter(([status]) => status.startsWith('2'));
  const failures = answers.filter(([status]) => !status.startsWith('2'));
  return html`<section class="operation" id="${id}" data-method="${method}" data-path="${path}">
<div class="about">
<h3><a href="#${id}">${operation.summary}</a></h3>
<p class="route"><b class="method ${method.toLowerCase()}">${method}</b> <code>${breakable(path)}</code></p>
<p class="caller">For ${CALLERS[operation['x-caller']] ?? ''} · <code>${id}</code></p>
${block(operation.description)}
${showFields('In the path', id, fieldsIn('path'))}${showFields('In the query', id, fieldsIn('query'))}${
  body === undefined
    ? undefined
    : showFields('In the body', id, body, requestBody?.description ?? '', requestBody?.content)
}
<h4>Answers</h4>
<dl class="answers">${successes.map(([status, answer]) => showSuccess(status, answer))}</dl>
${failures.length === 0 ? undefined : html`<h4>Errors</h4><dl class="answers">${failures.map(([status, answer]) => showFailures(status, answer))}</dl>`}
</div>
<div class="sample">
<h4>Example</h4>
${operation['x-codeSamples'].map(({ source, label }) => showCode(source, label))}
${successes.map(([status, answer]) => showExample(status, answer))}
</div>
</section>
`;
}

/** The schema, or what it names; where there may be one or several, that of one. */
function follow(either: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const schema = either.anyOf?.[0] ?? either;
  return schema.$ref === undefined ? schema : (schemas[nameOf(schema.$ref)] ?? schema);
}

function showFields(
  title: string,
  id: string,
  fields: Field[],
  about = '',
  types: object = {},
): Html | undefined {
  if (fields.length === 0) return undefined;
  const named = Object.keys(types).map((type) => html`<code>${type}</code>`);
  return html`<h4>${title}</h4>
${about === '' ? undefined : html`<p>${inline(about)} As ${join(named, ', ')}.</p>`}${foldFilters(id, fields)}`;
}

/** Many filters would hide what else there is. */
function foldFilters(id: string, fields: Field[]): Html {
  const filters = fields.filter(({ schema }) => schema.description?.endsWith(' Absent: all.'));
  if (filters.length < MIN_FOLDED) return listFields(id, fields, true);
  const others = fields.filter((field) => !filters.includes(field));
  return html`${listFields(id, others, true)}<details><summary>${filters.length} filters</summary>${listFields(id, filters, true)}</details>`;
}

function showSuccess(status: string, answer: Answer): Html {
  const data = dataOf(answer);
  const types = Object.keys(answer.content).map((type) => html`<code>${type}</code>`);
  const what =
    data !== undefined
      ? html` <code>data</code> is ${kindOf(data)}.`
      : types.length > 0
        ? html` ${join(types, ' or ')}.`
        : undefined;
  const own = Object.entries(answer.headers ?? {}).map(([name, { description }]) =>
    description === undefined ? undefined : html` <code>${name}</code>: ${inline(description)}`,
  );
  return html`<div><dt><span class="status">${status}</span></dt><dd>${inline(answer.description)}${what}${own}</dd></div>`;
}

function showFailures(status: string, answer: Answer): Html {
  const codes = codesOf(answer).map(
    (code) => html`<a href="#${anchorOf(code)}"><code>${code}</code></a>`,
  );
  const what = codes.length > 0 ? join(codes, ', ') : inline(answer.description);
  return html`<div><dt><span class="status">${status}</span></dt><dd>${what}</dd></div>`;
}

function showExample(status: string, { content }: Answer): Html | undefined {
  const example = content['application/json']?.example;
  if (example === undefined) return undefined;
  return html`<details><summary>Answer ${status}</summary>${showJson(example)}</details>`;
}

/** A long path may break after a slash. */
function breakable(path: string): Html[] {
  const parts = path.split('/');
  return parts.map((part, index) => html`${part}${index < parts.length - 1 ? html`/<wbr>` : ''}`);
}
