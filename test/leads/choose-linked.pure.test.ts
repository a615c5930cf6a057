import { describe, expect, it } from 'vitest';
import { asId } from '../../src/ids/uuid';
import { type Row, spellChoice } from './choice-rows';
import { ANN, ann, BOB, bob, byCrm, linked, linkedServer, named } from './people';

const ROWS: Row[] = [
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
    when: 'the email that the visitor has sent with their lead_id',
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

describe('The lead that an identify means in a session linked to a lead', () => {
  it.each(ROWS)('given $when ($caller.kind): $choice', (row) => {
    expect(spellChoice(row)).toBe(row.choice);
  });
});
