import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { allDatabases, databaseFor } from '../../src/database/databases';
import { asId, type SiteId } from '../../src/ids/uuid';
import { asAdmin } from '../api';
import { ask } from '../support/ask';

const siteIds = Array.from({ length: 1000 }, () => asId<SiteId>(crypto.randomUUID()));

it('has every site in the only database', () => {
  expect(allDatabases(env)).toEqual([env.DB]);
  expect(siteIds.every((id) => databaseFor(env, id) === env.DB)).toBe(true);
});

it('spreads sites over several databases, always the same way', () => {
  const several = { ...env, DB_1: env.SPARE };
  const inSpare = siteIds.filter((id) => databaseFor(several, id) === env.SPARE);
  expect(inSpare.length).toBeGreaterThan(400);
  expect(inSpare.length).toBeLessThan(600);
  expect(siteIds.filter((id) => databaseFor(several, id) === env.SPARE)).toEqual(inSpare);
});

it('moves no site between the databases that existed before', () => {
  const third = Object.create(env.SPARE);
  const two = { ...env, DB_1: env.SPARE };
  const three = { ...two, DB_2: third };
  const moved = siteIds.filter((id) => databaseFor(two, id) !== databaseFor(three, id));
  expect(moved.every((id) => databaseFor(three, id) === third)).toBe(true);
  expect(moved.length).toBeGreaterThan(233);
  expect(moved.length).toBeLessThan(433);
});

it('lists and serves the sites of all databases', async () => {
  await applyD1Migrations(env.SPARE, env.MIGRATIONS);
  const several = { ...env, DB_1: env.SPARE };
  const call = async (path: string, init?: RequestInit) => {
    const asked = new Request(`https://sessions.test${path}`, { ...init, headers: asAdmin });
    const answer = await ask(asked, several);
    return (await answer.json<{ data: { site_id: string; sites: { site_id: string }[] } }>()).data;
  };
  const made = [];
  for (let index = 0; index < 12; index += 1) {
    const body = JSON.stringify({ name: `Site ${index}` });
    made.push((await call('/api/sites', { method: 'POST', body })).site_id);
  }
  const listed = (await call('/api/sites?limit=100')).sites.map(({ site_id }) => site_id);
  expect(listed).toEqual(expect.arrayContaining(made));
  const { results } = await env.SPARE.prepare('SELECT site_id FROM sites').all();
  expect(results.length).toBeGreaterThan(0);
  expect(results.length).toBeLessThan(12);
});
