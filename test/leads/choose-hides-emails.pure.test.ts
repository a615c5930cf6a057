import { describe, expect, it } from 'vitest';
import { asId, type LeadId } from '../../src/ids/uuid';
import { chooseLead, type Details } from '../../src/leads/choose';
import type { Lead } from '../../src/leads/lead';
import { SITE } from '../session/life/factories';

const WANTED = 'ann@example.com';
const OWN_ID = asId<LeadId>('an id the stranger made up');
const stranger = { kind: 'browser' as const, replace: false, isOnlyLinked: false };

/** The leads of a site as in the tables, and the answer to a browser: an id or a refusal. */
function makeSite(leads: Lead[]) {
  const find = (test: (lead: Lead) => boolean) => leads.find(test) ?? null;
  return function identify(currentId: LeadId | null, wanted: Details): LeadId {
    const choice = chooseLead(wanted, stranger, {
      current: find(({ lead_id }) => lead_id === currentId),
      byId: find(({ lead_id }) => lead_id === wanted.lead_id),
      byEmail: find(({ email }) => email !== null && email === wanted.email),
    });
    if ('error' in choice) return asId(choice.error);
    if ('use' in choice) {
      choice.use.email ??= choice.email ?? null;
      return choice.use.lead_id;
    }
    const { lead_id = asId<LeadId>(`minted ${leads.length}`), known_by } = choice.create;
    const { email = null } = choice;
    leads.push(makeLead({ lead_id, email, known_by }));
    return lead_id;
  };
}

function makeLead(overrides: Partial<Lead>): Lead {
  return {
    lead_id: asId('somebody'),
    site_id: SITE,
    email: null,
    claimed_email: null,
    name: null,
    phone: null,
    status: 'new',
    known_by: 'email',
    ...overrides,
  };
}

const inBothWorlds = (probe: (identify: ReturnType<typeof makeSite>) => unknown) => ({
  unknown: probe(makeSite([])),
  known: probe(makeSite([makeLead({ email: WANTED })])),
});

describe('A stranger does not learn whether an email is known', () => {
  it('by an invented lead_id with that email, and then another email', () => {
    const { known, unknown } = inBothWorlds((identify) => {
      const lead = identify(null, { lead_id: OWN_ID, email: WANTED });
      return identify(lead, { email: 'other@example.com' });
    });
    expect(known).toBe(unknown);
  });

  it('by an invented lead_id with that email, and then the email in a second session', () => {
    const { known, unknown } = inBothWorlds((identify) => {
      identify(null, { lead_id: OWN_ID, email: WANTED });
      return identify(null, { email: WANTED }) === OWN_ID;
    });
    expect(known).toBe(unknown);
  });
});
