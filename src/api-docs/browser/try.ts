/** A form for each operation, which sends to the service that serves the page, and shows what is answered. */
import { readOperation } from './document.ts';
import { make } from './element.ts';
import { makeForm, NotSent } from './form.ts';
import { learnAll } from './known.ts';

/** More of an answer, such as an export, is not shown. */
const MAX_SHOWN_CHARS = 20_000;

export function addTrying(): void {
  for (const section of document.querySelectorAll<HTMLElement>('.operation')) {
    const { method = '', path = '' } = section.dataset;
    const open = make('button', { type: 'button', class: 'open' }, 'Try it');
    section.querySelector('.sample')?.append(open);
    open.addEventListener('click', async () => {
      const answer = make('div', { class: 'answer', role: 'status' });
      try {
        const { form, request } = makeForm(await readOperation(path, method), method, path);
        form.addEventListener('submit', (event) => {
          event.preventDefault();
          void send(request, method === 'DELETE', answer);
        });
        open.replaceWith(form, answer);
        form.querySelector<HTMLElement>('input, textarea, button')?.focus();
      } catch (error) {
        answer.textContent = tell(error);
        open.after(answer);
      }
    });
  }
}

async function send(
  request: () => { url: string; init: RequestInit },
  isFinal: boolean,
  answer: HTMLElement,
): Promise<void> {
  try {
    const { url, init } = request();
    if (isFinal && !confirm(`${init.method} ${url}\n\nThis cannot be undone.`)) return;
    answer.replaceChildren(make('p', {}, 'Sent …'));
    const began = performance.now();
    const response = await fetch(url, init);
    const text = await response.text();
    const ms = Math.round(performance.now() - began);
    show(response, text, ms, answer);
  } catch (error) {
    answer.replaceChildren(make('p', {}, tell(error)));
  }
}

function show(response: Response, text: string, ms: number, answer: HTMLElement): void {
  const { status, statusText, headers } = response;
  const wait = headers.get('retry-after');
  const line = [
    make('b', { class: response.ok ? 'good' : 'bad' }, `${status} ${statusText}`.trim()),
    ` in ${ms} ms`,
    wait === null ? '' : `, try again in ${wait} s`,
  ];
  const isLong = text.length > MAX_SHOWN_CHARS;
  const shown = pretty(text);
  const code = make('pre', { tabindex: '0', role: 'group', 'aria-label': 'Answer' });
  code.append(make('code', {}, shown.slice(0, MAX_SHOWN_CHARS)));
  answer.replaceChildren(make('p', {}, ...line), code);
  if (isLong) answer.append(make('p', {}, `The first of ${text.length} characters.`));
}

/** JSON with line breaks, of which the ids are kept for other forms; other text as it is. */
function pretty(text: string): string {
  try {
    const value = JSON.parse(text);
    learnAll(value?.data);
    return JSON.stringify(value, null, 2);
  } catch {
    return text;
  }
}

function tell(error: unknown): string {
  if (error instanceof SyntaxError) return `The body is no JSON: ${error.message}`;
  if (error instanceof NotSent) return `Not sent: ${error.message}`;
  return `Not answered: ${error instanceof Error ? error.message : String(error)}`;
}
