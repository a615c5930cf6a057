/** Which pages a session has seen, and when each for the first time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPages } from '../../../src/session/life/pages';
import { endEvent, openEvent, SECOND, type Step, sessionAfter, T0, updateEvent } from './factories';

const SHOP = 'https://shop.example';
const at = (seconds: number) => T0 + seconds * SECOND;
const opened: Step = { at: T0, event: openEvent({ sent_at: T0 }) };
const see = (seconds: number, path: string, sentAfter = seconds): Step => ({
  at: at(seconds),
  event: updateEvent({ sent_at: at(sentAfter), current_url: `${SHOP}${path}` }),
});
const pagesAfter = (...steps: Step[]) =>
  listPages(sessionAfter(opened, ...steps)).map(({ path, at }) => [path, (at - T0) / SECOND]);

describe('the pages', () => {
  it('are those of create, updates and the exit, in the order in which they were seen', () => {
    const exit = { at: at(9), event: endEvent({ sent_at: at(9), exit_url: `${SHOP}/bye?a=1` }) };
    expect(pagesAfter(see(2, '/a?q=1'), see(5, '/b#c'), exit)).toEqual([
      ['/', 0],
      ['/a', 2],
      ['/b', 5],
      ['/bye', 9],
    ]);
  });

  it('are each there once, at the first time', () => {
    expect(pagesAfter(see(2, '/a'), see(3, '/a?x'), see(4, '/'), see(5, '/a'))).toEqual([
      ['/', 0],
      ['/a', 2],
    ]);
  });

  it('are in order when messages are not', () => {
    expect(pagesAfter(see(8, '/c'), see(9, '/a', 3), see(10, '/c', 5))).toEqual([
      ['/', 0],
      ['/a', 3],
      ['/c', 5],
    ]);
  });

  it('are of messages that arrive after the end, too', () => {
    const exit = { at: at(9), event: endEvent({ sent_at: at(9) }) };
    expect(pagesAfter(exit, see(11, '/a', 4))).toEqual([
      ['/', 0],
      ['/a', 4],
    ]);
  });

  it('are of a visit after a reopening, too', () => {
    const exit = { at: at(9), event: endEvent({ sent_at: at(9) }) };
    const again = { at: at(20), event: openEvent({ sent_at: at(20), url: `${SHOP}/back` }) };
    expect(pagesAfter(exit, again)).toEqual([
      ['/', 0],
      ['/back', 20],
    ]);
  });

  it('are the first 50, whatever order they come in, with at most 256 characters each', () => {
    const path = (index: number) => `/${'x'.repeat(300)}`.replace('x', String(index));
    const steps = Array.from({ length: 70 }, (_, index) => see(70, `/p${index}`, index + 1));
    const inOrder = pagesAfter(...steps);
    expect(inOrder).toHaveLength(50);
    expect(inOrder.at(-1)).toEqual(['/p48', 49]);
    expect(pagesAfter(...[...steps].reverse())).toEqual(inOrder);
    expect(pagesAfter(see(1, path(7))).at(-1)?.[0]).toBe(path(7).slice(0, 256));
  });

  it('never lie outside the session', () => {
    const early = {
      at: at(5),
      event: updateEvent({ sent_at: T0 - 60 * SECOND, current_url: SHOP }),
    };
    for (const page of listPages(sessionAfter(opened, early))) {
      expect(page.at).toBeGreaterThanOrEqual(T0);
    }
  });
});

it('any order and any repetition of the messages of one client gives the same pages', () => {
  const messages = fc.uniqueArray(
    fc.record({ sent: fc.integer({ min: 1, max: 60 }), page: fc.nat({ max: 6 }) }),
    { selector: ({ sent }) => sent, minLength: 1, maxLength: 12 },
  );
  const runs = messages.chain((all) =>
    fc.record({
      all: fc.constant(all),
      received: fc
        .tuple(
          fc.shuffledSubarray(all, { minLength: all.length }),
          fc.array(fc.constantFrom(...all)),
        )
        .map(([each, again]) => [...each, ...again]),
    }),
  );
  const receive = (from: { sent: number; page: number }[]) =>
    pagesAfter(...from.map(({ sent, page }) => see(61, `/${page}`, sent)));
  fc.assert(
    fc.property(runs, ({ all, received }) => {
      const inOrder = [...all].sort((one, other) => one.sent - other.sent);
      expect(receive(received)).toEqual(receive(inOrder));
    }),
    { numRuns: 1000 },
  );
});
