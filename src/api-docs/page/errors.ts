/** Failures by their codes: when they come, what they say, and who answers them. */
import { fieldsOf, listFields } from './fields.ts';
import { type Html, html, join } from './html.ts';
import { inline } from './markdown.ts';
import { codesOf, type OpenApi, type Route } from './reading.ts';

export type Failing = { code: string; status: string; when: string; routes: Route[] };

export const anchorOf = (code: string) => `error-${code}`;

/** All there are, in the order of the document, which is that of their statuses. */
export function listFailures({ components }: OpenApi, routes: Route[]): Failing[] {
  return Object.keys(components.examples).map((code) => {
    const { description = '' } = schemaOf(code, components.schemas) ?? {};
    const [, status = '', when = ''] = /^(\d+): (.*)$/s.exec(description) ?? [];
    const answering = routes.filter(({ operation }) =>
      Object.values(operation.responses).some((answer) => codesOf(answer).includes(code)),
    );
    return { code, status, when, routes: answering };
  });
}

function schemaOf(code: string, schemas: OpenApi['components']['schemas']) {
  return Object.values(schemas).find(
    ({ properties = {} }) => properties.error?.properties?.code?.const === code,
  );
}

export function showFailure({ components }: OpenApi, failing: Failing): Html {
  const { code, status, when, routes } = failing;
  const id = anchorOf(code);
  const example = components.examples[code];
  const details = schemaOf(code, components.schemas)?.properties?.error?.properties?.details ?? {};
  const fields = fieldsOf(details);
  const links = routes.map(
    ({ operation }) => html`<a href="#${operation.operationId}">${operation.operationId}</a>`,
  );
  return html`<section class="error" id="${id}">
<h3><a href="#${id}"><span class="status">${status}</span> <code>${code}</code></a></h3>
<p>${inline(when)}</p>
<p><b>Says:</b> ${inline(example?.summary ?? '')}</p>
${fields.length === 0 ? undefined : html`<h4>In <code>details</code></h4>${listFields(id, fields, false)}`}
${links.length === 0 ? undefined : html`<details><summary>Answered by ${links.length === 1 ? 'one operation' : `${links.length} operations`}</summary><p class="links">${join(links, ', ')}</p></details>`}
<details><summary>Example</summary>${showJson(example?.value)}</details>
</section>
`;
}

/** JSON in a box that scrolls inside itself, also by keys. */
export function showJson(value: unknown): Html {
  return showCode(JSON.stringify(value, null, 2), 'JSON');
}

export function showCode(code: string, label: string): Html {
  return html`<pre tabindex="0" role="group" aria-label="${label}"><code>${code}</code></pre>`;
}
