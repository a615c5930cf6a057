import { describe, expect, it } from 'vitest';
import type { Site } from '../../src/sites/schema';
import { asAdmin, countRows, expectFailure, makeSite, readAnswer, request, send } from '../api';
import { ask } from '../support/ask';

const SITES = '/api/sites';

const get = <T = Site>(path: string) => request<T>(path, { headers: asAdmin });

describe('without the ADMIN_KEY', () => {
  it.each<Record<string, string>>([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Bearer ' },
    { 'x-api-key': 'wrong' },
    { authorization: 'Basic dGVzdC1hZG1pbi1rZXk=' },
  ])('refuses to show or change anything: %o', async (headers) => {
    const site_id = await makeSite();
    const rows = await countRows();
    const calls = [
      request(SITES, { headers }),
      send('POST', SITES, { name: 'x' }, headers),
      request(`${SITES}/${site_id}`, { headers }),
      send('PATCH', `${SITES}/${site_id}`, { name: 'x' }, headers),
      request(`${SITES}/${site_id}`, { method: 'DELETE', headers }),
      request(`${SITES}/${site_id}/keys`, { headers }),
      send('POST', `${SITES}/${site_id}/keys`, { name: 'x' }, headers),
    ];
    for (const answer of await Promise.all(calls)) expectFailure(answer, 401, 'unauthorized');
    expect(await countRows()).toEqual(rows);
    expect((await get(`${SITES}/${site_id}`)).data.name).toBe('Test');
  });

  it.each([undefined, ''])(
    'answers that ADMIN_KEY is not set on the deployment (%o)',
    async (ADMIN_KEY) => {
      for (const headers of [{}, asAdmin, { authorization: 'Bearer undefined' }]) {
        const asked = new Request(`https://sessions.test${SITES}`, { headers });
        const response = await ask(asked, { ADMIN_KEY });
        const answer = await readAnswer(response);
        expectFailure(answer, 503, 'unavailable');
        expect(JSON.stringify(answer.body)).toContain('ADMIN_KEY is not set');
      }
    },
  );
});
