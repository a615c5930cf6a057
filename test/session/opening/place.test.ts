import { describe, expect, it } from 'vitest';
import { asAdmin } from '../../api';
import { ADDRESS, BERLIN, storedTextOf, visit } from './visit';

describe('location', () => {
  it('comes from Cloudflare', async () => {
    const cf = { ...BERLIN, postalCode: '10115', latitude: '52.5', asOrganization: 'ISP' };
    const session = await visit({}, { cf });
    expect(session.location).toEqual(BERLIN);
    expect(await storedTextOf(session.session_id)).not.toMatch(/10115|52\.5|ISP/);
  });

  it('is as the client reports, and nothing from elsewhere is added', async () => {
    const location = { country: 'Germany', city: 'Potsdam' };
    const cf = { country: 'US', region: 'Texas', city: 'Austin', timezone: 'America/Chicago' };
    const session = await visit({ location }, { cf });
    const germany = { country: 'DE', region: null, city: 'Potsdam' };
    expect(session.location).toEqual({ ...germany, timezone: 'America/Chicago' });
  });

  it('of a server is not taken for that of the visitor', async () => {
    const session = await visit({}, { cf: BERLIN, headers: asAdmin });
    expect(session.location).toEqual({ country: null, region: null, city: null, timezone: null });
  });

  it('never includes an IP address, in the object or in D1', async () => {
    const headers = { 'x-forwarded-for': `${ADDRESS}, 198.51.100.9`, 'x-real-ip': ADDRESS };
    const session = await visit({ fingerprint: 'fp' }, { headers, cf: BERLIN });
    expect(JSON.stringify(session)).not.toMatch(/203\.0\.113|198\.51\.100/);
    expect(await storedTextOf(session.session_id)).not.toMatch(/203\.0\.113|198\.51\.100/);
  });
});
