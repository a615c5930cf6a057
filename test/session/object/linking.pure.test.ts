import { beforeEach, describe, expect, it } from 'vitest';
import type { LeadId } from '../../../src/ids/uuid';
import type { Session } from '../../../src/session/life/session';
import { Linking, type LinkingEffects } from '../../../src/session/object/linking';
import type { StoredState } from '../../../src/session/object/state';
import { identifyEvent, LEAD, OTHER_LEAD, openEvent, sessionAfter, T0 } from '../life/factories';
import { loadState, type MemoryStorage } from './memory-storage';

/** The visitor's other sessions, and what is left to the cron trigger. */
class World implements LinkingEffects {
  /** The lead that they have. */
  others: LeadId | null = null;
  left: { session: Session; leadId: LeadId } | null = null;
  areOthersUnreachable = false;
  isUpkeepUnreachable = false;
  retries = 0;
  /** What happens while they are being linked. */
  meanwhile: () => unknown = () => undefined;

  async linkOthers(_: Session, leadId: LeadId): Promise<void> {
    await this.meanwhile();
    if (this.areOthersUnreachable) throw new Error('D1 is down');
    this.others = leadId;
  }

  async leaveToUpkeep(session: Session, leadId: LeadId): Promise<void> {
    if (this.isUpkeepUnreachable) throw new Error('D1 is down');
    this.left = { session, leadId };
  }

  retry(): void {
    this.retries += 1;
  }
}

const identified = sessionAfter({ at: T0, event: openEvent() }, { at: T0, event: identifyEvent() });
let world: World;
let state: StoredState;
let storage: MemoryStorage;
let linking: Linking;

beforeEach(async () => {
  world = new World();
  ({ state, storage } = await loadState(identified, { linkingTo: LEAD }));
  linking = new Linking(state, world);
});

const both = [
  { how: 'resumed', run: () => linking.resume() },
  { how: 'handed over', run: () => linking.handOver() },
];

describe.each(both)('Linking that is $how', ({ run }) => {
  it('gives the lead to the other sessions, and is over', async () => {
    await run();
    expect(world).toMatchObject({ others: LEAD, left: null, retries: 0 });
    expect(state.linkingTo).toBeNull();
    expect([...storage.entries.keys()]).toEqual(['session']);
  });

  it('does nothing where nothing is to be linked', async () => {
    state.finishLinking();
    await run();
    expect(world).toMatchObject({ others: null, left: null, retries: 0 });
  });

  it('does nothing where there is no session', async () => {
    await state.forget();
    await run();
    expect(world).toMatchObject({ others: null, left: null, retries: 0 });
  });

  it('is not over when another lead came meanwhile', async () => {
    world.meanwhile = () => state.startLinking(OTHER_LEAD);
    await run();
    expect(state.linkingTo).toBe(OTHER_LEAD);
    expect(storage.entries.get('linking')).toBe(OTHER_LEAD);
    world.meanwhile = () => undefined;
    await run();
    expect(world.others).toBe(OTHER_LEAD);
    expect(state.linkingTo).toBeNull();
  });
});

it('is left to the cron trigger without a call to another session, while this one is erased', async () => {
  await linking.leave();
  expect(world).toMatchObject({ others: null, left: { session: identified, leadId: LEAD } });
  state.finishLinking();
  world.left = null;
  await linking.leave();
  expect(world.left).toBeNull();
});

describe('What cannot be linked', () => {
  beforeEach(() => {
    world.areOthersUnreachable = true;
  });

  it('is kept, and tried again by alarm', async () => {
    await linking.resume();
    expect(world).toMatchObject({ others: null, left: null, retries: 1 });
    expect(storage.entries.get('linking')).toBe(LEAD);
    world.areOthersUnreachable = false;
    await linking.resume();
    expect(world).toMatchObject({ others: LEAD, retries: 1 });
    expect(state.linkingTo).toBeNull();
  });

  it('leaves no alarm behind where the session is forgotten meanwhile', async () => {
    world.meanwhile = () => state.forget();
    await linking.resume();
    expect(world.retries).toBe(0);
  });

  it('goes to the cron trigger when the session is about to be erased', async () => {
    await linking.handOver();
    expect(world).toMatchObject({ left: { session: identified, leadId: LEAD }, retries: 0 });
  });

  it('goes there as it was, where the session is forgotten meanwhile', async () => {
    world.meanwhile = () => state.forget();
    await linking.handOver();
    expect(world.left).toEqual({ session: identified, leadId: LEAD });
  });

  it('keeps the session from being erased where the cron trigger cannot be told', async () => {
    world.isUpkeepUnreachable = true;
    await expect(linking.handOver()).rejects.toThrow('D1 is down');
    expect(state.linkingTo).toBe(LEAD);
  });
});
