/**
 * What visits cost, as Cloudflare bills them: visits as the script sends them (recorded by
 * `test/browser/recorded-visits.test.ts`), and the API's twelve messages. `npm run cost` prints it.
 */
import { afterEach, expect, it, vi } from 'vitest';
import { startClock } from '../support/clock';
import { BEFORE, READ_BY_WALKS } from './before';
import { type Message, playNaive, playOurs } from './play';
import { CPU_MS, floorOf, priceOf, priceOfKeeping, type Usage } from './prices';
import visits from './visits.json';

/** One create, ten updates 30 s apart, one end. */
const API = 'the API’s 12 messages';
const PATH = '/api/visitors/session';
const TWELVE: Message[] = [
  { at: 0, method: 'POST', path: PATH, body: { site_id: 'SITE', url: 'https://shop.example/' } },
  ...Array.from({ length: 10 }, (_, index) => ({
    at: 30 * (index + 1),
    method: 'PUT',
    path: PATH,
    body: {
      site_id: 'SITE',
      session_id: 'SESSION',
      page_views: index + 1,
      active_time: (index + 1) * 30_000,
    },
  })),
  {
    at: 330,
    method: 'POST',
    path: `${PATH}/end`,
    body: { site_id: 'SITE', session_id: 'SESSION' },
  },
];
/** How often each visit is in a mix of a hundred. */
const SHARES = [60, 25, 10, 5];
const PLAYED: Record<string, Message[]> = { ...visits, [API]: TWELVE };

afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

it('costs no more than its limits', async () => {
  const ours: Record<string, Usage> = {};
  const naive: Record<string, Usage> = {};
  for (const [name, messages] of Object.entries(PLAYED)) {
    ours[name] = await playOurs(messages);
    naive[name] = await playNaive(messages);
  }
  print(ours, naive);
  const twelve = ours[API];
  if (twelve === undefined) throw new Error('not played');
  expect(twelve.alarms).toBeLessThanOrEqual(2);
  expect(twelve.d1RowsWritten).toBeLessThanOrEqual(5);
  expect(dollars(priceOf(twelve))).toBeLessThanOrEqual(26);
  const mix = mixOf(Object.values(ours), priceOf);
  expect(mix).toBeLessThanOrEqual(1.5 * mixOf(Object.values(ours), floorOf));
  // At a million visits a month: 0.43. The more there are, the less of `before` are its walks; without them it is 0.46.
  expect(mix).toBeLessThanOrEqual(0.45 * mixOf(before, priceOf));
  expect(mix).toBeLessThanOrEqual(0.47 * mixOf(before, priceWithoutWalks));
  for (const usage of Object.values(ours)) {
    expect(usage.alarms).toBe(1);
    expect(usage.storedBytes).toBeLessThanOrEqual(950);
    expect(usage.sessions).toBe(1);
  }
}, 240_000);

const priceWithoutWalks = (usage: Usage) =>
  priceOf({ ...usage, d1RowsRead: usage.d1RowsRead - READ_BY_WALKS });

const before: Usage[] = BEFORE.map((counts) => ({
  ...counts,
  sessions: 1,
  cpuMs:
    CPU_MS.create + (counts.workerRequests - 1) * CPU_MS.message + counts.alarms * CPU_MS.alarm,
  storedBytes: 0,
  deletedRows: 0,
}));

const LINES: [string, (usage: Usage) => number | string][] = [
  ['messages', ({ messages }) => messages],
  ['Worker requests', ({ workerRequests }) => workerRequests],
  ['object calls', ({ objectRequests, alarms }) => objectRequests - alarms],
  ['alarms', ({ alarms }) => alarms],
  ['object rows written', ({ objectRowsWritten }) => objectRowsWritten],
  ['D1 rows written', ({ d1RowsWritten }) => d1RowsWritten],
  ['D1 rows read', ({ d1RowsRead }) => d1RowsRead],
  ['CPU, ms', ({ cpuMs }) => cpuMs.toFixed(1)],
  ['object at work, ms', ({ objectMs }) => objectMs.toFixed(0)],
];
const NAMES_WIDTH = 34;

function print(ours: Record<string, Usage>, naive: Record<string, Usage>): void {
  const line = (name: string, figures: (string | number)[]) =>
    console.log(
      `${name.padEnd(NAMES_WIDTH)}${figures.map((figure) => `${figure}`.padStart(8)).join('')}`,
    );
  const names = Object.keys(ours);
  for (const [index, name] of names.entries()) console.log(`(${index + 1}) ${name}`);
  console.log(`mix: ${SHARES.join(', ')} of a hundred of the first four\n`);
  line('a visit', [...names.map((_, index) => `(${index + 1})`), 'mix']);
  const all = Object.values(ours);
  for (const [name, figure] of LINES) line(name, all.map(figure));
  console.log('\n$ for 1,000,000 visits');
  const price = (name: string, usages: Usage[], priceIt: (usage: Usage) => number) =>
    line(
      name,
      [...usages.map(priceIt), mixOf(usages, priceIt)].map((each) => dollars(each).toFixed(2)),
    );
  price('ours', all, priceOf);
  price('the floor', all, floorOf);
  price('the naive design', Object.values(naive), priceOf);
  price('before', before, priceOf);
  price('before, without its walks', before, priceWithoutWalks);
  line(
    'ours to the floor',
    [
      ...all.map((usage) => priceOf(usage) / floorOf(usage)),
      mixOf(all, priceOf) / mixOf(all, floorOf),
    ].map((ratio) => ratio.toFixed(2)),
  );
  line(
    'ours to before',
    [
      ...all.map((usage, index) => priceOf(usage) / priceOf(before[index] ?? usage)),
      mixOf(all, priceOf) / mixOf(before, priceOf),
    ].map((ratio) => ratio.toFixed(2)),
  );
  console.log('\nkept for 395 days, and deleted');
  line(
    'D1 bytes',
    all.map(({ storedBytes }) => storedBytes),
  );
  price('$ for 1,000,000', all, priceOfKeeping);
}

function mixOf(usages: Usage[], price: (usage: Usage) => number): number {
  return SHARES.reduce((sum, share, index) => {
    const usage = usages[index];
    return sum + (usage === undefined ? 0 : (share / 100) * price(usage));
  }, 0);
}

/** For a million of them. */
function dollars(price: number): number {
  return price * 1e6;
}
