/**
 * Golden files: what goes over the wire, as text. A file tells of each of its cases what was sent and all that came
 * back, fields in the order in which they came, since callers may rely on it. Whatever is added, left out, renamed or
 * moved fails the test; `npx vitest run --project workerd test/wire -u` writes the files anew, to be read in review.
 *
 * Time stands at NOON and moves only where a case moves it, so times are told as they are. Ids that are minted have
 * a name in their place, by kind and in the order of appearance in their case.
 */
import { expect, it } from 'vitest';
import { BROWSER } from '../api';
import { ask } from '../support/ask';
import { NOON, startClock, stopClock } from '../support/clock';

const HOST = 'https://sessions.test';

export type Sent = {
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body?: string | Uint8Array | URLSearchParams | Record<string, unknown>;
  /** What Cloudflare tells of the request. */
  cf?: Record<string, unknown>;
  /** In place of the deployment's own. */
  bindings?: Record<string, unknown>;
};
export type Exchange = { said: string; response: Response };

/** Sends a request, and keeps what was sent for the record. */
export async function exchange(method: string, path: string, sent: Sent = {}): Promise<Exchange> {
  const { body, bindings, cf } = sent;
  const isJson = Object.getPrototypeOf(body ?? '') === Object.prototype;
  const headers = { ...(isJson && { 'content-type': 'application/json' }), ...sent.headers };
  const request = new Request(`${HOST}${path}`, {
    method,
    headers: { 'user-agent': BROWSER, ...headers },
    ...(body !== undefined && { body: isJson ? JSON.stringify(body) : toBody(body) }),
    ...(cf && { cf }),
  });
  const response = await ask(request, bindings);
  const lines = [`${method} ${path}`, ...Object.entries(headers).map((pair) => pair.join(': '))];
  if (cf) lines.push(`(cf: ${JSON.stringify(cf)})`);
  if (body !== undefined) lines.push('', isJson ? layOut(body, '') : printBody(body));
  return { said: lines.join('\n'), response };
}

function toBody(body: Sent['body']): BodyInit | undefined {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof URLSearchParams
    ? body
    : undefined;
}

function printBody(body: Sent['body']): string {
  return body instanceof Uint8Array ? `(bytes: ${[...body].join(' ')})` : String(body);
}

/** Cases by what they show. */
export type Cases = Record<string, () => Promise<Exchange>>;

/** One golden file. Each case begins at NOON. */
export function golden(name: string, prepare: () => Promise<void>, cases: Cases): void {
  it(`stands in ${name}.http as it always has`, async () => {
    const told: string[] = [];
    try {
      stopClock();
      await prepare();
      for (const [title, play] of Object.entries(cases)) {
        stopClock(NOON);
        told.push(`### ${title}\n\n${await tell(await play())}\n`);
      }
    } finally {
      startClock();
    }
    await expect(told.join('\n')).toMatchFileSnapshot(`./golden/${name}.http`);
  });
}

async function tell({ said, response }: Exchange): Promise<string> {
  const text = await response.text();
  const headers = [...response.headers].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [`HTTP ${response.status}`, ...headers.map((pair) => pair.join(': '))];
  if (text !== '') lines.push('', layOutText(text));
  return nameIds(foldRuns(`${said}\n\n${lines.join('\n')}`), response.headers.get('x-request-id'));
}

/** For people. JSON that would lose something by it, such as a field that comes twice, is no JSON of ours. */
function layOutText(text: string): string {
  const value: unknown = JSON.parse(text);
  expect(JSON.stringify(value)).toBe(text);
  return layOut(value, '');
}

/** What fits into a line stands in one. */
function layOut(value: unknown, indent: string): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 90) return line;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const inner = `${indent}  `;
  const items = Object.entries(value).map(
    ([name, item]) =>
      `${inner}${Array.isArray(value) ? '' : `${JSON.stringify(name)}: `}${layOut(item, inner)}`,
  );
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

/** What an id is of, by the word before it. */
const KINDS: Record<string, string> = {
  id: 'session',
  session: 'session',
  session_id: 'session',
  previous_session_id: 'session',
  site_id: 'site',
  sites: 'site',
  visitor_id: 'visitor',
  visitors: 'visitor',
  lead_id: 'lead',
  task_id: 'task',
  tasks: 'task',
  key_id: 'key',
  keys: 'key',
  share_id: 'share',
  shares: 'share',
};

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Those that a test has chosen begin with zeros, and those of version 8 are hashes: they stay as they are. */
function nameIds(text: string, requestId: string | null): string {
  const names = new Map([[requestId, '<request>']]);
  const counts = new Map<string, number>();
  const named = text.replace(UUID, (id, version: string, at: number) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    if (id.startsWith('00000000-') || version === '8') return id;
    const word = /(\w+)(?:": ?"|=|\/)$/.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? '';
    const kind = KINDS[word] ?? 'id';
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(id, `<${kind} ${count}>`);
    return `<${kind} ${count}>`;
  });
  return named.replace(/\b(vs|share)_[0-9a-f]{32}_[0-9a-f]{64}\b/g, '<secret>');
}

/** Text that a case needs for its length alone. */
function foldRuns(text: string): string {
  return text.replace(/(\w)\1{99,}/g, (run, one) => `${one}… (${run.length} times)`);
}
