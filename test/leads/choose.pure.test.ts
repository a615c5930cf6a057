import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type LeadId } from '../../src/ids/uuid';
import { type Choice, chooseLead, type Details } from '../../src/leads/choose';
import type { Lead } from '../../src/leads/lead';
import {
  ANN,
  ann,
  BOB,
  bob,
  browser,
  byCrm,
  lead,
  linked,
  named,
  replacing,
  server,
} from './people';

describe('The lead that an identify means', () => {
  it('never gets an email in place of the one it has', () => {
    fc.assert(
      fc.property(
        situation,
        fc.constantFrom(browser, server, replacing, linked),
        (given, caller) => {
          const choice = chooseLead(given.wanted, caller, given);
          if ('use' in choice && choice.use.email !== null) expect(choice.email).toBeUndefined();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('differs from the lead of the session only to replace it, or if that has only a name', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(browser, server), (given, caller) => {
        const choice = chooseLead(given.wanted, caller, given);
        if ('error' in choice || given.current === null || given.current.known_by === 'name')
          return;
        expect('use' in choice ? choice.use.lead_id : choice.create.lead_id).toBe(
          given.current.lead_id,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('A browser', () => {
  it('gets the same answer whether or not another lead has the email', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(browser, linked), (given, caller) => {
        const { wanted, current, byId } = given;
        const another = lead({ lead_id: asId('another'), email: wanted.email ?? null });
        // The email belongs to none of the leads that the caller has named or has.
        fc.pre(wanted.email !== undefined);
        fc.pre(current?.email !== wanted.email && byId?.email !== wanted.email);
        const free = chooseLead(wanted, caller, { current, byId, byEmail: null });
        const taken = chooseLead(wanted, caller, { current, byId, byEmail: another });
        expect(visible(taken, given)).toBe(visible(free, given));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Leads as the tables would give them: the same id is the same lead. */
const situation = fc
  .record({
    lead_id: fc.constantFrom(
      undefined,
      ...['ann', 'bob', 'crm', 'named', 'unknown'].map(asId<LeadId>),
    ),
    email: fc.constantFrom(undefined, ANN, BOB, 'carl@example.com'),
    current: fc.constantFrom(null, ann, bob, named, byCrm),
  })
  .map(({ lead_id, email, current }) => {
    const leads = [ann, bob, named, byCrm];
    const wanted: Details = { lead_id, email, name: 'Somebody' };
    return {
      wanted,
      current,
      byId: leads.find((one) => one.lead_id === lead_id) ?? null,
      byEmail: leads.find((one) => one.email !== null && one.email === email) ?? null,
    };
  });

/** What a browser sees: a refusal, a lead id that it knew before, or one that is news to it. */
function visible(choice: Choice, given: { wanted: Details; current: Lead | null }): string {
  if ('error' in choice) return choice.error;
  const id = 'use' in choice ? choice.use.lead_id : (choice.create.lead_id ?? 'minted');
  if (id === given.current?.lead_id) return 'the lead of the session';
  return id === given.wanted.lead_id ? 'the lead asked for' : 'a lead';
}
