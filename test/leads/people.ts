/** Leads of a site, and callers that identify visitors as them. */
import { asId } from '../../src/ids/uuid';
import type { Lead } from '../../src/leads/lead';
import { SITE } from '../session/life/factories';

export const ANN = 'ann@example.com';
export const BOB = 'bob@example.com';

export function lead(overrides: Partial<Lead> = {}): Lead {
  return {
    lead_id: asId('ann'),
    site_id: SITE,
    email: ANN,
    claimed_email: null,
    name: null,
    phone: null,
    status: 'new',
    known_by: 'email',
    ...overrides,
  };
}

export const ann = lead();
export const bob = lead({ lead_id: asId('bob'), email: BOB });
export const named = lead({ lead_id: asId('named'), email: null, name: 'Ann', known_by: 'name' });
export const byCrm = lead({ lead_id: asId('crm'), email: null, known_by: 'lead_id' });
export const browser = { kind: 'browser' as const, replace: false, isOnlyLinked: false };
export const server = { kind: 'server' as const, replace: false, isOnlyLinked: false };
export const replacing = { ...server, replace: true };
/** In a session that has its lead from another one of the same visitor. */
export const linked = { ...browser, isOnlyLinked: true };
export const linkedServer = { ...server, isOnlyLinked: true };
