import { expect, it } from 'vitest';
import { request } from '../api';

it('reports time, duration and request id in every answer', async () => {
  const before = Date.now();
  const headers = { 'x-request-id': 'mine-1' };
  const { body, meta, headers: answered } = await request('/', { headers });
  expect(body).toMatchObject({ success: true, meta: { api_version: '1.0' } });
  expect(meta.server_time).toBeGreaterThanOrEqual(before);
  expect(meta.processing_time).toBeGreaterThanOrEqual(0);
  expect(answered.get('x-request-id')).toBe('mine-1');
  const odd = await request('/', { headers: { 'x-request-id': '<script>' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^[\w=-]{8,64}$/);
});
