/** Every refusal that the document lists for an operation is one that the operation answers, so that it lists nothing that cannot be. */
import { beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, end, identify, makeKey, makeSite, open, send } from '../api';
import { ask, contract } from '../support/ask';
import { BROKEN_DATABASE, FULL } from '../wire/refusals';
import type { Operation } from './document';

const ORIGIN = 'https://shop.example';
const UNKNOWN = '00000000-0000-4000-8000-00000000ffff';

/** What a request is made of: ids by the names of parameters and fields, and what else differs from one that is fine. */
type Wanted = {
  ids?: Record<string, string>;
  headers?: Record<string, string>;
  /** In place of the example. */
  body?: string;
  bindings?: Record<string, unknown>;
};

const stage = { own: '', reading: '', writing: '', foreign: '' };
const ids: Record<string, string> = { by: 'country', format: 'csv' };
const others: Record<string, string> = {};

beforeAll(async () => {
  const site_id = await makeSite({ allowed_origins: [ORIGIN] });
  const other = await makeSite();
  stage.own = (await makeKey(site_id)).key;
  stage.reading = (await makeKey(site_id, 'read')).key;
  stage.writing = (await makeKey(site_id, 'write')).key;
  stage.foreign = (await makeKey(other)).key;
  const { session_id } = (await open({ site_id }, { origin: ORIGIN })).data;
  Object.assign(ids, { site_id, session_id, key_id: UNKNOWN });
  const foreign = (await open({ site_id: other })).data.session_id;
  others.session_id = foreign;
  others.lead_id = (await identify(foreign, { name: 'Bob' })).data.lead_id;
});

/** By code: how it is provoked, at an operation that lists it. */
const PROVOKE: Record<string, (operation: Operation) => Wanted | Promise<Wanted>> = {
  invalid_json: () => ({ body: '{' }),
  payload_too_large: () => ({ body: 'x'.repeat(70_000) }),
  unsupported_media_type: () => ({ body: 'x', headers: { 'content-type': 'image/png' } }),
  validation_failed: () => ({
    ids: { site_id: 'one', session_id: 'one', lead_id: 'one', task_id: 'one', limit: 'one' },
    body: '[]',
  }),
  unauthorized: () => ({ ids: { key: 'wrong' }, headers: { authorization: 'Bearer wrong' } }),
  rate_limited: () => ({
    headers: { authorization: 'Bearer wrong' },
    bindings: { WRITES_PER_CLIENT: FULL, SIGN_INS_PER_CLIENT: FULL },
  }),
  origin_not_allowed: () => ({ headers: { authorization: '', origin: 'https://other.example' } }),
  wrong_site: () => ({ headers: { authorization: `Bearer ${stage.foreign}` } }),
  forbidden: async ({ 'x-caller': caller }): Promise<Wanted> => {
    if (caller === 'dashboard') return { headers: { origin: 'https://other.example' } };
    if (caller === 'admin') return { headers: { authorization: '', cookie: await signIn() } };
    const mayNot = caller === 'read' || caller === 'viewer' ? stage.writing : stage.reading;
    return { headers: { authorization: `Bearer ${mayNot}` } };
  },
  site_not_found: () => ({ ids: { site_id: UNKNOWN } }),
  internal: (operation) => unknownSite(operation, { DB: undefined }),
  unavailable: (operation) => unknownSite(operation, { DB: BROKEN_DATABASE }),
  session_not_found: () => ({ ids: { session_id: UNKNOWN } }),
  lead_not_found: () => ({ ids: { lead_id: others.lead_id ?? '' } }),
  task_not_found: () => ({}),
  visitor_not_found: () => ({}),
  key_not_found: () => ({}),
  share_not_found: () => ({}),
  session_conflict: () => ({ ids: { id: others.session_id ?? '' } }),
  session_ended: async () => {
    const session_id = await openOne();
    await end({ session_id }, { origin: ORIGIN });
    return { ids: { session_id } };
  },
  lead_conflict: async () => {
    const session_id = await openOne();
    await identify(session_id, { email: 'first@shop.example' }, { origin: ORIGIN });
    return { ids: { session_id } };
  },
};

/** A question that takes D1, be the site named by its id or by a key. */
function unknownSite({ 'x-caller': caller }: Operation, bindings: Record<string, unknown>): Wanted {
  const site_id = crypto.randomUUID();
  const key = `vs_${site_id.replaceAll('-', '')}_${'0'.repeat(64)}`;
  const headers: Wanted['headers'] = caller === 'viewer' ? { authorization: `Bearer ${key}` } : {};
  return { ids: { site_id, key }, headers, bindings };
}

/** The cookie of somebody with a key of a site. */
async function signIn(): Promise<string> {
  const body = { key: stage.reading };
  const made = await send('POST', '/api/dashboard/session', body, { origin: HOST });
  return made.headers.get('set-cookie') ?? '';
}

async function openOne(): Promise<string> {
  return (await open({ site_id: ids.site_id }, { origin: ORIGIN })).data.session_id;
}

/** The example of the document, with ids of the stage. */
function makeRequest(
  { method, path, operation }: (typeof contract.operations)[number],
  wanted: Wanted,
): Request {
  const known = { ...ids, ...wanted.ids };
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? UNKNOWN);
  const query = new URLSearchParams();
  for (const { name, in: place } of operation.parameters ?? []) {
    if (place === 'query' && known[name] !== undefined) query.set(name, known[name]);
  }
  const headers = new Headers({ ...asAdmin });
  if (operation['x-caller'] === 'dashboard') headers.set('origin', HOST);
  for (const [name, value] of Object.entries(wanted.headers ?? {})) headers.set(name, value);
  if (headers.get('authorization') === '') headers.delete('authorization');
  const content = operation.requestBody?.content['application/json'];
  if (content === undefined) return new Request(`${HOST}${target}?${query}`, { method, headers });
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  const fields = Object.keys(contract.fieldsOf(content.schema));
  const told = Object.entries(known).filter(([name]) => fields.includes(name));
  const body =
    wanted.body ?? JSON.stringify({ ...Object(content.example), ...Object.fromEntries(told) });
  return new Request(`${HOST}${target}?${query}`, { method, headers, body });
}

const HOST = 'https://sessions.test';

describe.each(contract.operations.filter(({ operation }) => listCodes(operation).length > 0))(
  '$operation.operationId',
  (place) => {
    it.each(listCodes(place.operation))('may answer %s', async (code) => {
      const wanted = await PROVOKE[code]?.(place.operation);
      if (wanted === undefined) throw new Error(`${code} is provoked by nothing`);
      const response = await ask(makeRequest(place, wanted), wanted.bindings);
      expect(await response.json()).toMatchObject({ error: { code } });
    });
  },
);

/** The codes of its refusals. */
function listCodes({ responses }: Operation): string[] {
  return Object.values(responses).flatMap(({ description, content }) =>
    content?.['application/json']?.examples === undefined
      ? []
      : [...description.matchAll(/`(\w+)`/g)].flatMap(([, code]) => code ?? []),
  );
}
