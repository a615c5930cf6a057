import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { VisitorSession } from '../../../src/session/object/object';
import { countedValues, detailValues } from '../../../src/session/record/columns';
import { type PackedRecord, packRecord } from '../../../src/session/record/pack';
import { end, makeSite, open, recordOf } from '../../api';
import { startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';

beforeEach(() => stopClock());

afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object has no state');
  return session;
}

it.each([
  {
    version: 'an older one, whose record names no layout and lacks a column',
    repack: ({ layout: _, counted, details: __, ...older }: PackedRecord) => ({
      ...older,
      values: JSON.stringify(JSON.parse(counted).slice(1)),
    }),
  },
  {
    version: 'a newer one, whose layout has a column in front',
    repack: ({ layout, counted, ...newer }: PackedRecord) => ({
      ...newer,
      layout: layout.replace(' ', ' column_to_come,'),
      counted: JSON.stringify(['x', ...JSON.parse(counted)]),
    }),
  },
  {
    version: 'another one, whose columns are in another order',
    repack: ({ layout, ...other }: PackedRecord) => ({
      ...other,
      layout: layout.replace('duration,active_time', 'active_time,duration'),
    }),
  },
])(
  'leaves a record packed by another version to the alarm of its object: $version',
  async ({ repack }) => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const now = VisitorSession.prototype.end;
    vi.spyOn(VisitorSession.prototype, 'end').mockImplementation(async function (
      this: VisitorSession,
      ...message
    ) {
      const ended = await now.apply(this, message);
      if (!('unwritten' in ended) || ended.unwritten === null) return ended;
      return { ...ended, unwritten: repack(ended.unwritten) as PackedRecord };
    });
    expect((await end({ site_id, session_id })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await recordOf(session_id)).toMatchObject({ status: 'active' });
    await runAlarm(session_id);
    expect(await recordOf(session_id)).toMatchObject({ status: 'ended', lead_id: null });
  },
);

it('names each column of a packed record in its layout', async () => {
  const session = await openOne(await makeSite());
  const { counted, details, layout } = packRecord(session);
  const lists = layout.slice(layout.indexOf(' ') + 1).split(';');
  const tables = [
    { names: lists[0]?.split(',') ?? [], packed: counted, values: countedValues(session) },
    { names: lists[1]?.split(',') ?? [], packed: details, values: detailValues(session) },
  ];
  for (const { names, packed, values } of tables) {
    const reported: unknown[] = JSON.parse(packed);
    expect(reported).toHaveLength(names.length);
    expect(Object.fromEntries(names.map((name, at) => [name, reported[at]]))).toEqual(
      JSON.parse(JSON.stringify(values)),
    );
  }
});
