import { describe, expect, it } from 'vitest';
import { asId } from '../../src/ids/uuid';
import { type Row, spellChoice } from './choice-rows';
import { ANN, ann, BOB, bob, browser, byCrm, named, replacing, server } from './people';

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
    when: 'an email somebody has, to replace any lead that is linked meanwhile',
    wanted: { email: ANN },
    caller: replacing,
    found: { byEmail: ann },
    choice: 'use ann, replacing',
  },
  {
    when: 'the email that the lead has, to replace the lead of the visitor',
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
];

describe('The lead that an identify means', () => {
  it.each(ROWS)('given $when ($caller.kind): $choice', (row) => {
    expect(spellChoice(row)).toBe(row.choice);
  });
});
