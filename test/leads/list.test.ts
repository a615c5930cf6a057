import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectFailure, makeSite } from '../api';
import { countD1Rows } from '../cost/count';
import { walkPages } from '../support/pages';
import { insertLead, listLeads } from './records';

let site_id: string;
/** Ids by name. */
const ids = new Map<string, string>();

const PEOPLE = [
  { name: 'Ann Lee', email: 'ann@shop.example', created_at: 1 },
  { name: 'Émile Çelik', email: 'ec@shop.example', status: 'contacted', created_at: 2 },
  { name: 'ΑΛΈΞΗΣ', email: null, status: 'lost', created_at: 2 },
  { name: '100 % Co_op', email: null, claimed_email: 'claimed@other.example', created_at: 3 },
  { name: null, email: 'bob@other.example', status: 'contacted', created_at: 4 },
];

beforeAll(async () => {
  site_id = await makeSite();
  for (const person of PEOPLE) ids.set(person.name ?? 'Bob', await insertLead(site_id, person));
  await insertLead(await makeSite(), { name: 'Ann Elsewhere' });
});

afterEach(() => {
  vi.restoreAllMocks();
});

const found = async (filter: Record<string, string>) => {
  const answer = await listLeads(site_id, filter);
  return answer.data.leads.map(({ name }) => name ?? 'Bob');
};

describe('the list of leads', () => {
  it('has those of the site, the newest first', async () => {
    const { leads, next } = (await listLeads(site_id)).data;
    expect(next).toBeNull();
    expect(leads.map(({ created_at }) => created_at)).toEqual([4, 3, 2, 2, 1]);
    expect(leads.at(-1)).toEqual({
      lead_id: ids.get('Ann Lee'),
      site_id,
      email: 'ann@shop.example',
      email_is_claimed: false,
      name: 'Ann Lee',
      phone: null,
      status: 'new',
      known_by: 'email',
      created_at: 1,
      updated_at: 1,
    });
    expect(leads[1]).toMatchObject({ email: 'claimed@other.example', email_is_claimed: true });
  });

  it.each([
    ['ann', ['Ann Lee']],
    [' LEE ', ['Ann Lee']],
    ['shop.EXAMPLE', ['Émile Çelik', 'Ann Lee']],
    ['émile', ['Émile Çelik']],
    ['ÉMILE ç', ['Émile Çelik']],
    ['E\u0301mile', ['Émile Çelik']],
    ['αλέξ', ['ΑΛΈΞΗΣ']],
    ['claimed@', ['100 % Co_op']],
    ['%', ['100 % Co_op']],
    ['o_o', ['100 % Co_op']],
    ['a_n', []],
    ["' OR 1 = 1 --", []],
    ['elsewhere', []],
  ])('finds by %o', async (q, names) => {
    expect((await found({ q })).sort()).toEqual(names.toSorted());
  });

  it('finds the longest text there may be, whatever its letters', async () => {
    const q = Array.from({ length: 64 }, (_, index) => String.fromCodePoint(0x3b1 + index)).join(
      '',
    );
    expect(await found({ q })).toEqual([]);
  });

  it('finds by status, and by both', async () => {
    expect(await found({ status: 'contacted' })).toEqual(['Bob', 'Émile Çelik']);
    expect(await found({ status: 'contacted', q: 'other' })).toEqual(['Bob']);
    expect(await found({ status: 'converted' })).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5])('comes in pages of %i, each lead once', async (limit) => {
    const pages = await walkPages((page) => listLeads(site_id, page), limit);
    expect(pages.slice(0, -1).every(({ leads }) => leads.length === limit)).toBe(true);
    const shown = pages.flatMap(({ leads }) => leads.map(({ lead_id }) => lead_id));
    const all = (await listLeads(site_id)).data.leads;
    expect(shown).toEqual(all.map(({ lead_id }) => lead_id));
  });

  it('reads no more than twice what a page can show', async () => {
    const { next } = (await listLeads(site_id, { limit: '1' })).data;
    const counts = countD1Rows();
    const page = { limit: '2', after: String(next) };
    expect((await listLeads(site_id, page)).data.leads).toHaveLength(2);
    expect(counts.read).toBeGreaterThanOrEqual(2);
    expect(counts.read).toBeLessThanOrEqual(2 * 3);
  });

  it.each([
    [{ status: 'open' }, 'status'],
    [{ limit: '201' }, 'limit'],
    [{ after: 'x' }, 'after'],
    [{ q: 'x'.repeat(65) }, 'q'],
    [{ q: ' ' }, 'q'],
    [{ statuss: 'new' }, 'statuss'],
  ])('refuses %o, and names it', async (filter, name) => {
    const refused = await listLeads(site_id, filter);
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.message).toContain(name);
  });
});
