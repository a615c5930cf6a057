import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type LeadId } from '../../src/ids/uuid';
import { type Choice, chooseLead, type Details } from '../../src/leads/choose';
import type { Lead } from '../../src/leads/lead';
import { SITE } from '../session/life/factories';

const ANN = 'ann@example.com';
const BOB = 'bob@example.com';

function lead(overrides: Partial<Lead> = {}): Lead {
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

const ann = lead();
const bob = lead({ lead_id: asId('bob'), email: BOB });
const named = lead({ lead_id: asId('named'), email: null, name: 'Ann', known_by: 'name' });
const byCrm = lead({ lead_id: asId('crm'), email: null, known_by: 'lead_id' });

const browser = { kind: 'browser' as const, replace: false, isOnlyLinked: false };
const server = { kind: 'server' as const, replace: false, isOnlyLinked: false };
const replacing = { ...server, replace: true };
/** In a session that has its lead from another one of the same visitor. */
const linked = { ...browser, isOnlyLinked: true };
const linkedServer = { ...server, isOnlyLinked: true };
const nothing = { current: null, byId: null, byEmail: null };

type Row = {
  when: string;
  wanted: Details;
  caller: typeof browser | typeof server;
  found?: { current?: Lead; byId?: Lead; byEmail?: Lead };
  choice: string;
};

const ROWS: Row[] = [
  {
    when: 'an email nobody has',
    wanted: { email: ANN },
    caller: browser,
    choice: 'create new with ann@example.com',
  },
  {
    when: 'an email somebody has',
    wanted: { email: ANN },
    caller: browser,
    found: { byEmail: ann },
    choice: 'use ann',
  },
  {
    when: 'an email somebody has, to replace whatever lead comes meanwhile',
    wanted: { email: ANN },
    caller: replacing,
    found: { byEmail: ann },
    choice: 'use ann, replacing',
  },
  {
    when: 'the email that the lead has, to replace what the visitor is known as',
    wanted: { email: ANN },
    caller: replacing,
    found: { current: ann, byEmail: ann },
    choice: 'use ann, replacing',
  },
  { when: 'a name only', wanted: { name: 'Ann' }, caller: browser, choice: 'create new' },
  {
    when: 'a name only, of a session with a lead',
    wanted: { name: 'Ann' },
    caller: browser,
    found: { current: ann },
    choice: 'use ann',
  },
  {
    when: 'the email that the lead has',
    wanted: { email: ANN },
    caller: browser,
    found: { current: ann, byEmail: ann },
    choice: 'use ann',
  },
  {
    when: 'another email, of nobody',
    wanted: { email: BOB },
    caller: server,
    found: { current: ann },
    choice: 'lead_conflict',
  },
  {
    when: 'another email, of somebody',
    wanted: { email: BOB },
    caller: server,
    found: { current: ann, byEmail: bob },
    choice: 'lead_conflict',
  },
  {
    when: 'another email, of somebody, to replace',
    wanted: { email: BOB },
    caller: replacing,
    found: { current: ann, byEmail: bob },
    choice: 'use bob, replacing',
  },
  {
    when: 'another email, of nobody, to replace',
    wanted: { email: BOB },
    caller: replacing,
    found: { current: ann },
    choice: 'create new with bob@example.com, replacing',
  },
  {
    when: 'an email for a lead known by name',
    wanted: { email: ANN },
    caller: browser,
    found: { current: named },
    choice: 'create new with ann@example.com, replacing',
  },
  {
    when: 'the email of another lead, after a name',
    wanted: { email: ANN },
    caller: browser,
    found: { current: named, byEmail: ann },
    choice: 'use ann, replacing',
  },
  {
    when: 'an email of another lead, from a server',
    wanted: { email: ANN },
    caller: server,
    found: { current: byCrm, byEmail: ann },
    choice: 'lead_conflict',
  },
  {
    when: 'an email of another lead, from a server, to replace',
    wanted: { email: ANN },
    caller: replacing,
    found: { current: byCrm, byEmail: ann },
    choice: 'use ann, replacing',
  },
  {
    when: 'an email of another lead, from a browser',
    wanted: { email: ANN },
    caller: browser,
    found: { current: byCrm, byEmail: ann },
    choice: 'use crm claiming ann@example.com',
  },
  {
    when: 'an email that a lead lacks, from a server',
    wanted: { email: ANN },
    caller: server,
    found: { current: byCrm },
    choice: 'use crm with ann@example.com',
  },
  {
    when: 'a lead_id not known yet',
    wanted: { lead_id: asId('crm') },
    caller: server,
    choice: 'create crm',
  },
  {
    when: 'a lead_id not known yet and an email',
    wanted: { lead_id: asId('crm'), email: ANN },
    caller: server,
    choice: 'create crm with ann@example.com',
  },
  {
    when: 'a known lead_id',
    wanted: { lead_id: asId('ann') },
    caller: browser,
    found: { byId: ann },
    choice: 'use ann',
  },
  {
    when: 'a known lead_id and an email that it lacks',
    wanted: { lead_id: asId('crm'), email: ANN },
    caller: server,
    found: { byId: byCrm },
    choice: 'use crm with ann@example.com',
  },
  {
    when: 'a known lead_id and an email other than its own',
    wanted: { lead_id: asId('ann'), email: BOB },
    caller: server,
    found: { byId: ann },
    choice: 'use ann',
  },
  {
    when: 'a lead_id and the email of another lead, from a server',
    wanted: { lead_id: asId('crm'), email: ANN },
    caller: server,
    found: { byId: byCrm, byEmail: ann },
    choice: 'lead_conflict',
  },
  {
    when: 'a lead_id and the email of another lead, from a browser',
    wanted: { lead_id: asId('crm'), email: ANN },
    caller: browser,
    found: { byId: byCrm, byEmail: ann },
    choice: 'use crm claiming ann@example.com',
  },
  {
    when: 'a lead_id other than that of the session',
    wanted: { lead_id: asId('bob') },
    caller: server,
    found: { current: ann, byId: bob },
    choice: 'lead_conflict',
  },
  {
    when: 'a lead_id other than that of the session, to replace',
    wanted: { lead_id: asId('bob') },
    caller: replacing,
    found: { current: ann, byId: bob },
    choice: 'use bob, replacing',
  },
  {
    when: 'the email of somebody else than the visitor was known as',
    wanted: { email: BOB },
    caller: linked,
    found: { current: ann, byEmail: bob },
    choice: 'use bob, replacing',
  },
  {
    when: 'an email that nobody has, of somebody else than the visitor was known as',
    wanted: { email: BOB },
    caller: linked,
    found: { current: ann },
    choice: 'create new with bob@example.com, replacing',
  },
  {
    when: 'the email that the visitor is known by',
    wanted: { email: ANN },
    caller: linked,
    found: { current: ann, byEmail: ann },
    choice: 'use ann',
  },
  {
    when: 'another lead_id than the visitor was known by',
    wanted: { lead_id: asId('crm'), email: BOB },
    caller: linked,
    found: { current: ann, byId: byCrm, byEmail: bob },
    choice: 'use crm claiming bob@example.com, replacing',
  },
  {
    when: 'the lead_id that the visitor is known by',
    wanted: { lead_id: asId('ann') },
    caller: linked,
    found: { current: ann, byId: ann },
    choice: 'use ann',
  },
  {
    when: 'the name of somebody else than the visitor was known as',
    wanted: { name: 'Bob' },
    caller: linked,
    found: { current: named },
    choice: 'create new, replacing',
  },
  {
    when: 'the name that the visitor is known by',
    wanted: { name: 'ANN' },
    caller: linked,
    found: { current: named },
    choice: 'use named',
  },
  {
    when: 'an email, of a visitor known by a lead_id',
    wanted: { email: ANN },
    caller: linked,
    found: { current: byCrm, byEmail: ann },
    choice: 'use ann, replacing',
  },
  {
    when: 'the email that the visitor has told for their lead_id',
    wanted: { email: ANN },
    caller: linked,
    found: { current: { ...byCrm, claimed_email: ANN }, byEmail: ann },
    choice: 'use crm claiming ann@example.com',
  },
  {
    when: 'the email of another lead than the visitor was known by',
    wanted: { email: ANN },
    caller: linkedServer,
    found: { current: byCrm, byEmail: ann },
    choice: 'use ann, replacing',
  },
];

describe('The lead that an identify means', () => {
  it.each(ROWS)('given $when ($caller.kind): $choice', ({ wanted, caller, found, choice }) => {
    expect(spell(chooseLead(wanted, caller, { ...nothing, ...found }))).toBe(choice);
  });

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

  it('is another than the session has only to replace it, or to know more than a name', () => {
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
  it('is answered alike whether or not another lead has the email', () => {
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

function spell(choice: Choice): string {
  if ('error' in choice) return choice.error;
  const what =
    'use' in choice
      ? { verb: 'use', id: choice.use.lead_id }
      : { verb: 'create', id: choice.create.lead_id ?? 'new' };
  const filled = choice.email === undefined ? '' : ` with ${choice.email}`;
  const email = choice.claimed_email === undefined ? filled : ` claiming ${choice.claimed_email}`;
  return `${what.verb} ${what.id}${email}${choice.replaces ? ', replacing' : ''}`;
}
