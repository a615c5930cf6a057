import { beforeAll, expect } from 'vitest';
import {
  type Answer,
  asAdmin,
  countRows,
  expectFailure,
  identify,
  makeSite,
  open,
  read,
  recordOf,
  request,
  type Shown,
} from '../api';
import { recordWhen } from './stored';

export const PATH = '/api/visitors/session';
export const JSON_TYPE = { 'content-type': 'application/json' };

/** A live session of a known visitor, with 3 of its 4 KiB of custom data in use. */
export const existing = { site_id: '', session_id: '' };

beforeAll(async () => {
  const site_id = await makeSite();
  const custom_data = { kept: 'k'.repeat(3000) };
  const opened = await open({ site_id, url: 'https://shop.example/', custom_data });
  const { session_id } = opened.data;
  await identify(session_id, { site_id, email: 'known@example.com' });
  await recordWhen(session_id, ({ lead_id }) => lead_id !== null);
  Object.assign(existing, { site_id, session_id });
});

/** The four endpoints that take a body, each with one that would be accepted. */
export const WRITES = {
  create: {
    method: 'POST',
    path: () => PATH,
    body: () => ({ site_id: existing.site_id, id: existing.session_id }),
  },
  update: { method: 'PUT', path: () => PATH, body: () => ({ ...existing, page_views: 9 }) },
  end: { method: 'POST', path: () => `${PATH}/end`, body: () => ({ ...existing }) },
  identify: {
    method: 'POST',
    path: () => `${PATH}/${existing.session_id}/identify`,
    body: () => ({ site_id: existing.site_id, name: 'Ada' }),
  },
} satisfies Record<string, { method: string; path: () => string; body: () => object }>;
export type Write = keyof typeof WRITES;
export const ALL_WRITES: Write[] = ['create', 'update', 'end', 'identify'];

export function post(write: Write, body: BodyInit, headers: HeadersInit = JSON_TYPE) {
  return request<Shown>(WRITES[write].path(), { method: WRITES[write].method, body, headers });
}

/** The endpoint's good body, with the JSON text put in at the path. */
export function spoil(write: Write, path: string, json: string): string {
  const marker = '@spoilt@';
  const wrong = path.split('.').reduceRight<unknown>((value, key) => ({ [key]: value }), marker);
  return JSON.stringify({ ...WRITES[write].body(), ...Object(wrong) }).replace(`"${marker}"`, json);
}

/** A JSON string of so many characters. */
export const long = (length: number) => JSON.stringify('x'.repeat(length));

/** The session as a server reads it, its record, and how many rows there are. */
export async function stateOfAll() {
  const { session_id, site_id } = existing;
  const { ttl: _, ...session } = (await read(session_id, site_id, asAdmin)).data;
  return { session, record: await recordOf(session_id), rows: await countRows() };
}

/** The request fails with this status and code, and changes nothing. */
export async function expectRefused(send: () => Promise<Answer>, status: number, code: string) {
  const before = await stateOfAll();
  const answer = await send();
  expectFailure(answer, status, code);
  expect(await stateOfAll()).toEqual(before);
  return answer.error;
}
