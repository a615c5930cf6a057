import { chooseLead, type Details } from '../../src/leads/choose';
import type { Lead } from '../../src/leads/lead';
import type { browser, server } from './people';

/** What is looked up for an identify, and what must be chosen. */
export type Row = {
  when: string;
  wanted: Details;
  caller: typeof browser | typeof server;
  found?: { current?: Lead; byId?: Lead; byEmail?: Lead };
  choice: string;
};

/** The choice as a sentence. */
export function spellChoice({ wanted, caller, found }: Row): string {
  const choice = chooseLead(wanted, caller, { current: null, byId: null, byEmail: null, ...found });
  if ('error' in choice) return choice.error;
  const what =
    'use' in choice
      ? { verb: 'use', id: choice.use.lead_id }
      : { verb: 'create', id: choice.create.lead_id ?? 'new' };
  const filled = choice.email === undefined ? '' : ` with ${choice.email}`;
  const email = choice.claimed_email === undefined ? filled : ` claiming ${choice.claimed_email}`;
  return `${what.verb} ${what.id}${email}${choice.replaces ? ', replacing' : ''}`;
}
