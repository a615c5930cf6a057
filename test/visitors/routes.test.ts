import { afterEach, beforeEach, expect, it } from 'vitest';
import { asAdmin, makeKey, makeSite } from '../api';
import { startClock, stopClock } from '../support/clock';
import { eraseSession, eraseVisitor, openOne } from '../support/erasure';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('lets only callers with a key of the site erase', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  expect((await eraseSession(site_id, session_id, {})).status).toBe(403);
  expect((await eraseVisitor(site_id, visitor_id, {})).status).toBe(403);
  const foreign = await makeKey(await makeSite());
  const { code } = await eraseVisitor(site_id, visitor_id, { 'x-api-key': foreign.key });
  expect(code).toBe('wrong_site');
  const own = await makeKey(site_id);
  expect((await eraseVisitor(site_id, visitor_id, { 'x-api-key': own.key })).status).toBe(200);
});

it('answers no page of another origin', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const answer = await eraseSession(site_id, session_id, {
    ...asAdmin,
    origin: 'https://shop.example',
  });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
});
