import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeVisitorTombstone } from '../../../src/database/tombstones';
import { resumePendingLinks } from '../../../src/session/linking/link';
import { askToLink, sessionObject } from '../../../src/session/object/stub';
import { deleteClosedSites } from '../../../src/upkeep/retention';
import { asAdmin, identify, request } from '../../api';
import { passMs, startClock, stopClock } from '../../support/clock';
import {
  countCalledObjects,
  countLinked,
  countPending,
  makePendingLink,
  openManySessions,
  reviveUnlinked,
} from './frequent-visitor';

beforeEach(async () => {
  stopClock();
  await env.DB.exec('DELETE FROM pending_links');
});
afterEach(() => startClock());
const resume = () => resumePendingLinks(env.DB, Date.now(), askToLink(env));

it('calls no object for a visitor who is being erased, nor for a deleted lead', async () => {
  const visitor = await makePendingLink(150);
  await reviveUnlinked(visitor.site_id);
  passMs(1000);
  await writeVisitorTombstone(env.DB, visitor.site_id, visitor.visitor_id, Date.now());
  expect(await countCalledObjects()).toBe(0);
  const other = await makePendingLink(150);
  await reviveUnlinked(other.site_id);
  await env.DB.prepare('DELETE FROM leads WHERE lead_id = ?').bind(other.lead_id).run();
  expect(await countCalledObjects()).toBe(0);
  expect(await countPending()).toBe(0);
});

it('leaves no pending link of an erased visitor, nor of a deleted site', async () => {
  const { site_id, visitor_id } = await makePendingLink(150);
  passMs(1000);
  const path = `/api/visitors/${visitor_id}?site_id=${site_id}`;
  const erased = await request(path, { method: 'DELETE', headers: asAdmin });
  expect(erased.status).toBe(200);
  expect(await countPending()).toBe(0);
  const other = await makePendingLink();
  await request(`/api/sites/${other.site_id}`, { method: 'DELETE', headers: asAdmin });
  await deleteClosedSites(env.DB, Date.now());
  expect(await countPending()).toBe(0);
});

it('links no session of a visitor whose erasure has begun', async () => {
  const { site_id, visitor_id } = await makePendingLink();
  const before = await countLinked(site_id);
  passMs(1000);
  await writeVisitorTombstone(env.DB, site_id, visitor_id, Date.now());
  await resume();
  expect(await countLinked(site_id)).toBe(before);
  expect(await countPending()).toBe(0);
});

it('links no session to a deleted lead', async () => {
  const { site_id, lead_id } = await makePendingLink();
  const before = await countLinked(site_id);
  await env.DB.prepare('DELETE FROM leads WHERE lead_id = ?').bind(lead_id).run();
  await resume();
  expect(await countLinked(site_id)).toBe(before);
  expect(await countPending()).toBe(0);
});

it('leaves no pending link when the visitor was erased during an identify', async () => {
  const { site_id, visitor_id, session_id } = await openManySessions(450);
  await env.DB.exec('ALTER TABLE pending_links RENAME TO pending_away');
  await identify(session_id, { site_id, email: 'office@example.com' }, asAdmin);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await env.DB.exec('ALTER TABLE pending_away RENAME TO pending_links');
  passMs(1000);
  await writeVisitorTombstone(env.DB, site_id, visitor_id, Date.now());
  await sessionObject(env, session_id).erase(session_id, site_id);
  expect(await countPending()).toBe(0);
});
