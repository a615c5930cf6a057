import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EraseEffects, Erasing } from '../../../src/session/object/erasing';

const STEPS = ['finishWrites', 'writeTombstone', 'clearObject', 'deleteRecord'] as const;
type Step = (typeof STEPS)[number];

let erasing: Erasing;
/** The steps done so far, each with the name of the erasure. */
let done: string[];

beforeEach(() => {
  erasing = new Erasing();
  done = [];
});

/** Effects that say what they do, and do something else beside it. */
function stepsOf(name: string, beside: (step: Step) => unknown = () => undefined): EraseEffects {
  const step = (step: Step) => async () => {
    // As whatever asks D1.
    await Promise.resolve();
    await beside(step);
    done.push(`${name} ${step}`);
  };
  return {
    finishWrites: step('finishWrites'),
    writeTombstone: step('writeTombstone'),
    clearObject: step('clearObject'),
    deleteRecord: step('deleteRecord'),
  };
}

const allOf = (name: string) => STEPS.map((step) => `${name} ${step}`);

const failAt = (failing: Step) => (step: Step) => {
  if (step === failing) throw new Error('D1 is down');
};

it('waits for writes, then writes the tombstone, clears the object and deletes the record', async () => {
  await erasing.erase(stepsOf('a'));
  expect(done).toEqual(allOf('a'));
});

it('begins no step before the one before it is over', async () => {
  const held = Promise.withResolvers<void>();
  const erased = erasing.erase(stepsOf('a', (step) => step === 'finishWrites' && held.promise));
  await new Promise((resolve) => setTimeout(resolve));
  expect(done).toEqual([]);
  held.resolve();
  await erased;
  expect(done).toEqual(allOf('a'));
});

describe.each(STEPS)('An erasure that fails at %s', (failing) => {
  it('stops there and says so, and a repetition begins anew', async () => {
    await expect(erasing.erase(stepsOf('a', failAt(failing)))).rejects.toThrow('D1 is down');
    expect(done).toEqual(allOf('a').slice(0, STEPS.indexOf(failing)));
    expect(erasing.isRunning).toBe(false);
    done = [];
    await erasing.erase(stepsOf('again'));
    expect(done).toEqual(allOf('again'));
  });

  it('holds up nobody who waits for it', async () => {
    const first = erasing.erase(stepsOf('a', failAt(failing)));
    const others = [erasing.finish(), erasing.erase(stepsOf('b'))];
    await expect(first).rejects.toThrow('D1 is down');
    await Promise.all(others);
    expect(done.slice(-4)).toEqual(allOf('b'));
  });
});

it('says that it runs from the first step to the last', async () => {
  const running: boolean[] = [];
  expect(erasing.isRunning).toBe(false);
  await erasing.erase(stepsOf('a', () => running.push(erasing.isRunning)));
  expect(running).toEqual([true, true, true, true]);
  expect(erasing.isRunning).toBe(false);
});

it('is waited for by whoever asks for it to be over', async () => {
  const erased = erasing.erase(stepsOf('a'));
  await erasing.finish();
  expect(done).toEqual(allOf('a'));
  expect(erasing.isRunning).toBe(false);
  await erased;
});

it('goes one after the other with others that are asked for at once', async () => {
  await Promise.all(['a', 'b', 'c'].map((name) => erasing.erase(stepsOf(name))));
  expect(done).toEqual(['a', 'b', 'c'].flatMap(allOf));
});

it('runs one erasure at a time, whenever they are asked for and whichever fail', async () => {
  const request = fc.record({
    failing: fc.option(fc.constantFrom(...STEPS)),
    isLater: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(request, { minLength: 2, maxLength: 6 }),
      async (s, requests) => {
        const erasing = new Erasing();
        let running = 0;
        const ask = async (failing: Step | null) => {
          let isBegun = false;
          const effects = stepsOf('any', async (step) => {
            if (!isBegun) running += 1;
            isBegun = true;
            expect(running).toBe(1);
            expect(erasing.isRunning).toBe(true);
            await s.schedule(Promise.resolve(), step);
            expect(running).toBe(1);
            expect(erasing.isRunning).toBe(true);
            if (step === failing || step === 'deleteRecord') running -= 1;
            if (step === failing) throw new Error('D1 is down');
          });
          const outcome = await erasing.erase(effects).catch((error: Error) => error.message);
          expect(outcome).toBe(failing === null ? undefined : 'D1 is down');
        };
        const asked = requests.map(async ({ failing, isLater }) => {
          if (isLater) await s.schedule(Promise.resolve(), 'ask');
          await ask(failing);
        });
        await s.waitIdle();
        await Promise.all(asked);
        expect(erasing.isRunning).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});
