/** The leads of the demo's shop: made when their forms are sent, and then worked on, the older the further. */
import { asId, bytesToUuid, type LeadId, type SiteId } from '../../ids/uuid';
import { identifyLead } from '../../leads/identify';
import { changeLead } from '../../leads/lead';
import type { LeadStatus, TaskStatus } from '../../leads/schema';
import { changeTask } from '../../leads/tasks';
import { type Chance, makeChance, type Share } from './chance';
import { type Contact, makeContacts } from './people';
import type { Identify } from './play';
import { DAY_MS } from './rhythm';

/** `path`: of the form by which the lead was made. Times in ms since the epoch. */
type Made = { leadId: LeadId; taskId: string | null; path: string; at: number };

/** After so many days; the last that fits counts. */
const LEADS: [days: number, Share<LeadStatus>[]][] = [
  [0, [['new', 1]]],
  [
    1,
    [
      ['new', 5],
      ['contacted', 3],
    ],
  ],
  [
    3,
    [
      ['new', 3],
      ['contacted', 5],
      ['qualified', 3],
      ['lost', 1],
    ],
  ],
  [
    10,
    [
      ['contacted', 4],
      ['qualified', 4],
      ['converted', 2],
      ['lost', 3],
    ],
  ],
  [
    28,
    [
      ['new', 1],
      ['contacted', 2],
      ['qualified', 3],
      ['converted', 4],
      ['lost', 5],
    ],
  ],
];
const TASKS: [days: number, Share<TaskStatus>[]][] = [
  [0, [['pending', 1]]],
  [
    1,
    [
      ['pending', 4],
      ['in_progress', 3],
      ['completed', 2],
    ],
  ],
  [
    4,
    [
      ['pending', 3],
      ['in_progress', 3],
      ['completed', 6],
      ['failed', 1],
    ],
  ],
  [
    14,
    [
      ['pending', 1],
      ['completed', 12],
      ['failed', 1],
    ],
  ],
];

export class DemoLeads {
  readonly #db: D1Database;
  readonly #siteId: SiteId;
  readonly #chance: Chance;
  readonly #newContact: () => Contact;
  readonly #contacts = new Map<string, Contact>();
  readonly #made: Made[] = [];

  constructor(db: D1Database, siteId: SiteId, seed: string) {
    this.#db = db;
    this.#siteId = siteId;
    this.#chance = makeChance(`${seed} leads`);
    this.#newContact = makeContacts(this.#chance);
  }

  /** How many there are. */
  get count(): number {
    return this.#made.length;
  }

  readonly identify: Identify = async (session, { person }, path, at) => {
    const contact = this.#contacts.get(person.visitorId) ?? this.#newContact();
    this.#contacts.set(person.visitorId, contact);
    const found = await identifyLead(
      this.#db,
      session,
      {
        ...contact,
        caller: 'browser',
        create_task: path === '/contact',
        replace: false,
        new_lead_id: asId<LeadId>(bytesToUuid(this.#chance.bytes(16), 4)),
      },
      at,
    );
    if ('error' in found) throw new Error(`${contact.email}: ${found.error}`);
    const { lead_id: leadId, task_id: taskId, is_new_lead } = found;
    if (is_new_lead) this.#made.push({ leadId, taskId, path, at });
    return leadId;
  };

  /** Does what the shop's people have done with them by `now`, in ms since the epoch. */
  async workOn(now: number): Promise<void> {
    for (const { leadId, taskId, path, at } of this.#made) {
      const days = (now - at) / DAY_MS;
      // Who has ordered is won.
      const status = path === '/thanks' ? 'converted' : this.#chance.choose(stageOf(LEADS, days));
      const changedAt = at + Math.round((now - at) * (0.2 + 0.6 * this.#chance.next()));
      if (status !== 'new') await changeLead(this.#db, this.#siteId, leadId, { status }, changedAt);
      const task = this.#chance.choose(stageOf(TASKS, days));
      if (taskId === null || task === 'pending') continue;
      await changeTask(this.#db, this.#siteId, { task_id: taskId, status: task }, isKept, now);
    }
  }
}

/** All sessions of the demo are; their records come after their tasks. */
const isKept = ({ now }: { now: string }) => `${now} IS NOT NULL`;

function stageOf<T>(stages: [days: number, Share<T>[]][], days: number): Share<T>[] {
  return stages.findLast(([since]) => days >= since)?.[1] ?? [];
}
