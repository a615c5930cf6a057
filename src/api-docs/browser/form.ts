/** The form of an operation. */
import type { Operation, Parameter } from './document.ts';
import { make } from './element.ts';
import { makeHint } from './hint.ts';
import {
  awaitIds,
  beginWith,
  fillEmptyIds,
  keyInUse,
  learn,
  learnAll,
  listEmptyIds,
  useKey,
  withKnownIds,
} from './known.ts';

export type Form = {
  form: HTMLFormElement;
  /** Throws a `SyntaxError` where the body is no JSON, and a `NotSent` where the key cannot be sent. */
  request: () => { url: string; init: RequestInit };
};

/** What cannot be sent, with words for who has typed it. */
export class NotSent extends Error {}

export function makeForm(operation: Operation, method: string, path: string): Form {
  const { operationId, parameters, body } = operation;
  const inputs = parameters.map((parameter) => ({
    parameter,
    input: makeInput(operationId, parameter),
  }));
  const [first, others] = [true, false].map((isFirst) =>
    inputs
      .filter(({ parameter }) => isShown(parameter) === isFirst)
      .map(({ parameter, input }) => labelled(input, parameter.name, parameter.required)),
  );
  const area = make('textarea', { id: `try-${operationId}-body`, rows: '10', spellcheck: 'false' });
  area.value = withKnownIds(body ?? '');
  const key = makeKeyInput(operationId);
  const send = make('button', { type: 'submit', class: 'send' }, `Send ${method}`);
  const form = make('form', { class: 'try', 'aria-label': `Try ${operationId}` });
  const caller = operation['x-caller'];
  if (caller !== 'anyone' && caller !== 'dashboard')
    form.append(labelled(key, keyLabel(operation), caller !== 'page'));
  form.append(...(first ?? []));
  if (others !== undefined && others.length > 0)
    form.append(make('details', {}, make('summary', {}, 'More parameters'), ...others));
  if (body !== undefined) form.append(labelled(area, 'Body, JSON', true));
  const listMissing = () => [
    ...inputs
      .filter(({ parameter, input }) => parameter.required && input.value === '')
      .map(({ parameter }) => parameter.name),
    ...listEmptyIds(area.value),
  ];
  form.append(makeHint(listMissing, form), send);
  // What was opened before an id was known has it as soon as it is.
  awaitIds(() => {
    for (const { parameter, input } of inputs)
      if (parameter.required && input.value === '') input.value = beginWith(parameter.name, '');
    area.value = fillEmptyIds(area.value);
    form.dispatchEvent(new Event('input'));
  });

  const request = () => {
    useKey(key.value);
    if (!/^[\x21-\x7e]*$/.test(keyInUse()))
      throw new NotSent('A key has letters, digits and signs of ASCII only. This one has others.');
    const search = new URLSearchParams();
    let target = path;
    for (const { parameter, input } of inputs) {
      const { name } = parameter;
      learn(name, input.value);
      if (parameter.in === 'path')
        target = target.replace(`{${name}}`, encodeURIComponent(input.value));
      else if (input.value !== '') search.set(name, input.value);
    }
    if (body !== undefined) learnAll(JSON.parse(area.value));
    const headers = new Headers();
    if (keyInUse() !== '') headers.set('Authorization', `Bearer ${keyInUse()}`);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const query = search.size === 0 ? '' : `?${search}`;
    return {
      url: `${target}${query}`,
      init: {
        method,
        headers,
        credentials: 'omit' as const,
        ...(body !== undefined && { body: area.value }),
      },
    };
  };
  return { form, request };
}

/** Beyond these a list of filters would be longer than the screen. */
function isShown({ required, example, name }: Parameter): boolean {
  return required || example !== undefined || name === 'site_id';
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function labelled(control: Control, name: string, isRequired: boolean): HTMLElement {
  if (isRequired) control.required = true;
  const label = make('label', { for: control.id }, name, isRequired ? '' : ' (optional)');
  return make('div', { class: 'entry' }, label, control);
}

function makeInput(operationId: string, parameter: Parameter) {
  const { name, schema, example } = parameter;
  const id = `try-${operationId}-${name}`;
  // A filter that nobody sees must not narrow a report.
  const isIdOfForm = parameter.required || name === 'site_id';
  const shown = example === undefined ? '' : `${example}`;
  const value = isIdOfForm ? beginWith(name, shown) : shown;
  if (schema.enum === undefined) {
    const input = make('input', { id, autocomplete: 'off', spellcheck: 'false' });
    input.value = value;
    return input;
  }
  const options = ['', ...schema.enum.map(String)].map((one) => make('option', {}, one));
  const select = make('select', { id }, ...options);
  select.value = value;
  return select;
}

/** A password, so that it is not read over a shoulder; no browser offers to keep it. */
function makeKeyInput(operationId: string): HTMLInputElement {
  const input = make('input', {
    id: `try-${operationId}-key`,
    type: 'password',
    autocomplete: 'off',
    'data-1p-ignore': '',
    'data-lpignore': 'true',
    ...(location.hostname === 'localhost' && { placeholder: 'dev-admin-key, by npm run dev' }),
  });
  input.value = keyInUse();
  return input;
}

function keyLabel(operation: Operation): string {
  const kind = operation['x-caller'] === 'admin' ? 'ADMIN_KEY' : 'Key';
  return `${kind}, kept in this page only until it is closed`;
}
