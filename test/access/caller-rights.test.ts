import { beforeAll, describe, expect, it } from 'vitest';
import {
  asAdmin,
  end,
  expectFailure,
  identify,
  makeKey,
  makeSite,
  open,
  read,
  request,
} from '../api';

const SHOP = 'https://shop.example';
let site_id: string;
let key: string;

beforeAll(async () => {
  site_id = await makeSite({ allowed_origins: [SHOP] });
  ({ key } = await makeKey(site_id));
});

const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });
const from = (origin: string) => ({ origin });

async function openNew(): Promise<string> {
  return (await open({ site_id }, bearer(key))).data.session_id;
}

describe('a browser', () => {
  it('learns only the id of a lead', async () => {
    const session_id = await openNew();
    const email = 'secret@example.com';
    const lead = { email, name: 'Secretia', phone: '+49 30 1234' };
    const first = await identify(session_id, { ...lead, create_task: true }, from(SHOP));
    const again = await openNew();
    const second = await identify(again, { email }, from(SHOP));
    const reads = await read(session_id, site_id, from(SHOP));
    const opened = await open({ site_id, id: session_id }, from(SHOP));
    const ended = await end({ session_id }, from(SHOP));
    for (const { status, body, data } of [first, second, reads, opened, ended]) {
      expect(status).toBe(200);
      expect(data.lead_id).toBe(first.data.lead_id);
      expect(Object.keys(data)).not.toContain('lead');
      expect(Object.keys(data)).not.toContain('is_new_lead');
      expect(JSON.stringify(body)).not.toMatch(/secret|\+49/i);
    }
    const names = ({ data }: typeof first) => Object.keys(data).sort();
    expect(names(first)).toEqual(names(second));
  });

  it('may not replace a lead', async () => {
    const session_id = await openNew();
    const { lead_id } = (await identify(session_id, { email: 'one@example.com' }, from(SHOP))).data;
    const two = { email: 'two@example.com', replace: true };
    expectFailure(await identify(session_id, two, from(SHOP)), 403, 'forbidden');
    expectFailure(
      await identify(session_id, { email: 'two@example.com' }, from(SHOP)),
      409,
      'lead_conflict',
    );
    expect((await read(session_id, site_id, from(SHOP))).data.lead_id).toBe(lead_id);
    const replaced = await identify(session_id, two, bearer(key));
    expect(replaced.status).toBe(200);
    expect(replaced.data.lead_id).not.toBe(lead_id);
  });

  it('may not erase anything', async () => {
    const session_id = await openNew();
    const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
    const { visitor_id } = (await read(session_id, site_id, asAdmin)).data;
    for (const erased of [path, `/api/visitors/${visitor_id}?site_id=${site_id}`]) {
      const answer = await request(erased, { method: 'DELETE', headers: from(SHOP) });
      expectFailure(answer, 403, 'forbidden');
    }
    expect((await read(session_id, site_id, from(SHOP))).status).toBe(200);
  });
});

it('shows a server the lead and whether it is new', async () => {
  const [one, two] = [await openNew(), await openNew()];
  const lead = { email: 'Lead@Example.com', name: 'Ada' };
  const first = await identify(one, lead, bearer(key));
  const second = await identify(two, lead, bearer(key));
  expect([first, second].map(({ data }) => data.is_new_lead)).toEqual([true, false]);
  const { lead_id } = first.data;
  const got = await read(one, site_id, bearer(key));
  const shown = { id: lead_id, email: 'lead@example.com', name: 'Ada', status: 'new' };
  expect(got.data.lead).toEqual(shown);
});
