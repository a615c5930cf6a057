/**
 * Visits as the script sends them, each message with its time: what `npm run cost` plays. The clock is the test's; the
 * service's own goes on as it does, and decides nothing here. After a change of the script:
 * `npm run cost:record`.
 */
import { createServer, request as forward, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { closeTab, context, openShop, pass, type Shop, service, useRig } from './rig';

useRig();

/**
 * Seconds: the visitor looks at pages one after the other, moves the pointer all the time, and closes the tab. Of the eight
 * pages none is left in the very second in which a report is due.
 */
const VISITS = {
  'one page, left after 20 s': [20],
  '3 pages in 2 min': [40, 40, 40],
  '8 pages in 12 min': [85, 95, 85, 95, 85, 95, 85, 95],
  'one page, read for 20 min': [1200],
};
/** Between two signs of the visitor: no later than the script needs one. */
const STEP_S = 5;
const STARTED_AT = Date.UTC(2026, 10, 2, 12);

/** What reached the service. `at`: seconds since the visit began. */
type Message = { at: number; method: string; path: string; type?: string; body?: unknown };

it('sends what the meter plays', async () => {
  const recorded: Record<string, Message[]> = {};
  for (const [name, pages] of Object.entries(VISITS)) recorded[name] = await record(pages);
  await expect(`${JSON.stringify(recorded, null, 2)}\n`).toMatchFileSnapshot('../cost/visits.json');
}, 240_000);

async function record(pages: number[]): Promise<Message[]> {
  const tape = await startTape();
  try {
    const shop = await openShop({ script: tape.origin, body: '<a href="/next">Next</a>' });
    const page = await context.newPage();
    await page.clock.install({ time: STARTED_AT - 1000 });
    await page.clock.pauseAt(STARTED_AT);
    for (const [index, seconds] of pages.entries()) {
      const before = tape.messages.length;
      if (index === 0) await page.goto(`${shop.origin}/`);
      else await page.click('a');
      await expect.poll(() => tape.messages.some(isCreate(before)), { timeout: 20_000 }).toBe(true);
      await look(page, tape, seconds);
    }
    const before = tape.messages.length;
    await closeTab(page);
    await expect.poll(() => tape.messages.length, { timeout: 20_000 }).toBeGreaterThan(before);
    return tape.messages.map((message) => withoutIds(message, shop));
  } finally {
    tape.close();
  }
}

const isCreate = (from: number) => (message: Message, index: number) =>
  index >= from && message.method === 'POST' && !message.path.endsWith('/end');

async function look(page: Page, tape: Tape, seconds: number): Promise<void> {
  await quiet(tape);
  for (let looked = 0; looked < seconds; looked += STEP_S) {
    await page.mouse.move(100 + (looked % 200), 100);
    tape.now += STEP_S;
    await page.clock.runFor(STEP_S * 1000);
    await quiet(tape);
  }
}

/** Until everything that was sent has its response, and nothing more is sent. */
async function quiet(tape: Tape): Promise<void> {
  for (let quietMs = 0; quietMs < 45; quietMs += 15) {
    await pass(15);
    if (tape.pending > 0) quietMs = 0;
  }
}

type Tape = {
  origin: string;
  now: number;
  messages: Message[];
  /** Sent, and without a response yet. */
  pending: number;
  close: () => void;
};

/** A way to the service that writes down what goes over it, preflights and the script included. */
async function startTape(): Promise<Tape> {
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    tape.pending += 1;
    response.once('close', () => {
      tape.pending -= 1;
    });
    const body = await readAll(incoming);
    tape.messages.push({
      at: tape.now,
      method,
      path: url,
      ...(headers['content-type'] && { type: headers['content-type'] }),
      ...(body !== '' && { body: JSON.parse(body) }),
    });
    forward(new URL(url, service.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const tape: Tape = {
    origin: `http://127.0.0.1:${port}`,
    now: 0,
    messages: [],
    pending: 0,
    close,
  };
  return tape;
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Ids become names, and times of the browser seconds since the start: a recording is the same each time. */
function withoutIds({ body, ...message }: Message, shop: Shop): Message {
  if (body === undefined) return message;
  const names = new Map([[shop.siteId, 'SITE']]);
  const { session_id, visitor_id }: Record<string, string> = Object(body);
  if (session_id) names.set(session_id, 'SESSION');
  if (visitor_id) names.set(visitor_id, 'VISITOR');
  const text = JSON.stringify(body, (key, value) =>
    /_at$/.test(key) && typeof value === 'number'
      ? Math.round((value - STARTED_AT) / 1000)
      : (names.get(value) ?? value),
  );
  return { ...message, body: JSON.parse(text.replaceAll(shop.origin, 'https://shop.example')) };
}
