import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LeadId } from '../../../src/ids/uuid';
import type { Identified, IdentifyRequest, NotIdentified } from '../../../src/leads/identify';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session } from '../../../src/session/life/session';
import type { Failed } from '../../../src/session/object/contract';
import {
  type IdentifyEffects,
  Identifying,
  identify,
} from '../../../src/session/object/identifying';
import {
  accept,
  LEAD,
  OTHER_LEAD,
  OTHER_SITE,
  openSession,
  SECOND,
  SITE,
  T0,
  updateEvent,
} from '../life/factories';

const opened = openSession();
const unavailable: Failed = { error: 'unavailable', session: null };
const tick = () => new Promise((resolve) => setTimeout(resolve));

/** The object of a session as an identify sees it, and D1 with its leads. */
class World implements IdentifyEffects {
  session: Session | null = opened;
  /** What D1 answers where the session has to be looked for there. */
  failure: Failed | null = null;
  /** The session of a create that arrives while it is waited for. */
  arriving: Session | null = null;
  waits = 0;
  lead: Identified | NotIdentified = {
    lead_id: LEAD,
    is_new_lead: true,
    task_id: 'task',
    replaces: false,
  };
  /** Sessions that leads were looked for. */
  askedFor: Session[] = [];
  /** What happens while the lead is looked for. */
  meanwhile: () => unknown = () => undefined;
  linkingTo: LeadId | null = null;
  flushes = 0;

  async withNewest<T>(work: (state: Session | null) => T): Promise<T | Failed> {
    await tick();
    return this.failure ?? work(this.session);
  }

  async waitForOpen(): Promise<void> {
    this.waits += 1;
    this.session ??= this.arriving;
  }

  async findLead(session: Session): Promise<Identified | NotIdentified> {
    this.askedFor.push(session);
    await this.meanwhile();
    return this.lead;
  }

  store(next: Session, leadId: LeadId): void {
    this.session = next;
    this.linkingTo = leadId;
  }

  flush(): void {
    this.flushes += 1;
  }

  view(session: Session): string {
    return `version ${session.version}`;
  }

  now(): number {
    return T0 + SECOND;
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

const identifyAs = (caller: IdentifyRequest['caller']) =>
  identify({ caller, email: 'ann@example.com', create_task: true, replace: false }, SITE, world);

/** Nothing is stored, and nothing is to be written. */
function expectUnchanged(session: Session | null = opened): void {
  expect(world).toMatchObject({ session, linkingTo: null, flushes: 0 });
}

/** Something else happens to the session. */
function change(overrides: Partial<Session>): void {
  if (world.session === null) throw new Error('there is no session');
  world.session = { ...world.session, ...overrides, version: world.session.version + 1 };
}

describe('An identify', () => {
  it('gives the session its lead, and has it written', async () => {
    expect(await identifyAs('server')).toEqual({
      view: 'version 2',
      lead_id: LEAD,
      is_new_lead: true,
      task_id: 'task',
    });
    expect(world).toMatchObject({
      session: { ...opened, lead_id: LEAD, identified_at: T0 + SECOND, version: 2 },
      linkingTo: LEAD,
      flushes: 1,
    });
  });

  it('that is repeated changes nothing', async () => {
    await identifyAs('server');
    Object.assign(world, { linkingTo: null, flushes: 0 });
    const known = world.session;
    expect(await identifyAs('server')).toMatchObject({ view: 'version 2', lead_id: LEAD });
    expectUnchanged(known);
  });

  it('keeps what happened to the session while its lead was looked for', async () => {
    world.meanwhile = () => {
      const update = updateEvent({ page_views: 7 });
      world.session = accept(decide(world.session, update, T0 + SECOND)).next;
    };
    await identifyAs('browser');
    expect(world.session).toMatchObject({ lead_id: LEAD, page_views: 7, version: 3 });
  });

  it('of another site finds no session, and makes no lead', async () => {
    world.session = { ...opened, site_id: OTHER_SITE };
    expect(await identifyAs('server')).toEqual({ error: 'session_not_found', session: null });
    expect(world.askedFor).toEqual([]);
    expectUnchanged(world.session);
  });
});

describe('A session that is not known yet', () => {
  beforeEach(() => {
    Object.assign(world, { session: null, arriving: opened });
  });

  it('is waited for when a page asks', async () => {
    expect(await identifyAs('browser')).toMatchObject({ lead_id: LEAD });
    expect(world).toMatchObject({ waits: 1, session: { lead_id: LEAD } });
  });

  it('is not waited for when a server asks', async () => {
    expect(await identifyAs('server')).toEqual({ error: 'session_not_found', session: null });
    expect(world).toMatchObject({ waits: 0, askedFor: [] });
  });

  it('is waited for once, and no lead is made for it', async () => {
    world.arriving = null;
    expect(await identifyAs('browser')).toEqual({ error: 'session_not_found', session: null });
    expect(world).toMatchObject({ waits: 1, askedFor: [] });
    expectUnchanged(null);
  });

  it('is not waited for where D1 cannot be asked', async () => {
    world.failure = unavailable;
    expect(await identifyAs('browser')).toEqual(unavailable);
    expect(world).toMatchObject({ waits: 0, askedFor: [] });
  });
});

it('does not wait for a session that is known', async () => {
  await identifyAs('browser');
  expect(world.waits).toBe(0);
});

describe('A lead that cannot be had', () => {
  it('because the session has another one is answered with the session', async () => {
    world.lead = { error: 'lead_conflict' };
    expect(await identifyAs('server')).toEqual({ error: 'lead_conflict', session: opened });
    expectUnchanged();
  });

  it('because there is none with this id is answered without it', async () => {
    world.lead = { error: 'lead_not_found' };
    expect(await identifyAs('server')).toEqual({ error: 'lead_not_found', session: null });
    expectUnchanged();
  });

  it('because the session was erased is not found, and the flush is to clear the object', async () => {
    world.lead = { error: 'session_not_found' };
    expect(await identifyAs('server')).toEqual({ error: 'session_not_found', session: null });
    expect(world).toMatchObject({ session: opened, linkingTo: null, flushes: 1 });
  });

  it('because D1 is down throws, and nothing is kept', async () => {
    world.meanwhile = () => Promise.reject(new Error('D1 is down'));
    await expect(identifyAs('server')).rejects.toThrow('D1 is down');
    expectUnchanged();
  });
});

describe('While the lead is looked for', () => {
  it('the session may be forgotten: then it is not found, and nothing is kept', async () => {
    world.meanwhile = () => {
      world.session = null;
    };
    expect(await identifyAs('server')).toEqual({ error: 'session_not_found', session: null });
    expectUnchanged(null);
  });

  it('D1 may go down: then nothing is kept', async () => {
    world.meanwhile = () => {
      world.failure = unavailable;
    };
    expect(await identifyAs('server')).toEqual(unavailable);
    expectUnchanged();
  });

  it('a link from another session may come, and is replaced', async () => {
    world.meanwhile = () => change({ lead_id: OTHER_LEAD });
    expect(await identifyAs('browser')).toMatchObject({ lead_id: LEAD });
    expect(world).toMatchObject({
      session: { lead_id: LEAD, identified_at: T0 + SECOND },
      linkingTo: LEAD,
      flushes: 1,
    });
  });

  it('a link with the very lead may come, and the visitor still said who they are here', async () => {
    world.meanwhile = () => change({ lead_id: LEAD });
    await identifyAs('browser');
    expect(world.session).toMatchObject({ lead_id: LEAD, identified_at: T0 + SECOND });
    expect(world).toMatchObject({ linkingTo: LEAD, flushes: 1 });
  });
});

describe('The lead that the session had before', () => {
  beforeEach(() => change({ lead_id: OTHER_LEAD, identified_at: T0 }));

  it('is left only when it may be', async () => {
    const before = world.session;
    expect(await identifyAs('server')).toEqual({ error: 'lead_conflict', session: before });
    expectUnchanged(before);
  });

  it('is left when it may be', async () => {
    Object.assign(world.lead, { replaces: true });
    expect(await identifyAs('server')).toMatchObject({ lead_id: LEAD });
    expect(world.session).toMatchObject({ lead_id: LEAD, identified_at: T0 + SECOND });
  });
});

describe('Identifies of one session', () => {
  it('take turns in the order they were asked for, and a failure holds up nobody', async () => {
    const turns = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), turns, async (s, failures) => {
        const identifying = new Identifying();
        const log: string[] = [];
        const asked = failures.map((fails, index) =>
          identifying.run(async () => {
            log.push(`begin ${index}`);
            await s.schedule(Promise.resolve());
            log.push(`end ${index}`);
            if (fails) throw new Error(`failure ${index}`);
            return index;
          }),
        );
        const finished = identifying.finish().then(() => log.push('all over'));
        const outcomes = Promise.allSettled(asked);
        await s.waitIdle();
        await finished;
        expect(log).toEqual([
          ...failures.flatMap((_, index) => [`begin ${index}`, `end ${index}`]),
          'all over',
        ]);
        expect((await outcomes).map(({ status }) => status)).toEqual(
          failures.map((fails) => (fails ? 'rejected' : 'fulfilled')),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('cannot both find it without a lead', async () => {
    const identifying = new Identifying();
    await Promise.all([1, 2].map(() => identifying.run(() => identifyAs('server'))));
    expect(world.askedFor.map(({ lead_id }) => lead_id)).toEqual([null, LEAD]);
  });
});
