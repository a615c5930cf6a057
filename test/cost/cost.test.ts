/**
 * What visits cost, as Cloudflare bills them: visits as the script sends them (recorded by
 * `test/browser/recorded-visits.test.ts`), and the API's twelve messages. `npm run cost` prints it.
 */
import { afterEach, it, vi } from 'vitest';
import { startClock } from '../session/clock';
import { type Message, playNaive, playOurs } from './play';
import { floorOf, priceOf, priceOfKeeping, type Usage } from './prices';
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

it('costs no more than it must', async () => {
  const ours: Record<string, Usage> = {};
  const naive: Record<string, Usage> = {};
  for (const [name, messages] of Object.entries(PLAYED)) {
    ours[name] = await playOurs(messages);
    naive[name] = await playNaive(messages);
  }
  print(ours, naive);
}, 120_000);

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
  ['$ a million', (usage) => dollars(priceOf(usage))],
  ['$ of the floor', (usage) => dollars(floorOf(usage))],
  ['D1 bytes kept', ({ storedBytes }) => storedBytes],
  ['$ of keeping them', (usage) => dollars(priceOfKeeping(usage))],
];

function print(ours: Record<string, Usage>, naive: Record<string, Usage>): void {
  const names = Object.keys(ours);
  const line = (name: string, figures: (string | number)[]) =>
    console.log(`${name.padEnd(22)}${figures.map((figure) => `${figure}`.padStart(12)).join('')}`);
  for (const [index, name] of names.entries()) console.log(`(${index + 1}) ${name}`);
  const all = Object.values(ours);
  line('', [...names.map((_, index) => `(${index + 1})`), 'mix']);
  for (const [name, figure] of LINES) {
    line(name, all.map(figure));
  }
  line(
    '$ of the naive design',
    Object.values(naive).map((usage) => dollars(priceOf(usage))),
  );
  line(
    'mix: ours, floor, naive, kept',
    [
      mixOf(ours, priceOf),
      mixOf(ours, floorOf),
      mixOf(naive, priceOf),
      mixOf(ours, priceOfKeeping),
    ].map(dollars),
  );
}

function mixOf(usages: Record<string, Usage>, price: (usage: Usage) => number): number {
  const of = Object.values(usages).map(price);
  return SHARES.reduce((sum, share, index) => sum + (share / 100) * (of[index] ?? 0), 0);
}

/** For a million of them. */
function dollars(price: number): string {
  return (price * 1e6).toFixed(2);
}
