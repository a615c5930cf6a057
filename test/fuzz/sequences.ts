/** Several requests about one session, good ones and spoilt ones, each of which meets what those before have left. */
import fc from 'fast-check';
import type { State } from './actors.ts';
import { checkGoesOn, checkView } from './checks.ts';
import type { OperationName } from './operations.ts';
import { ask, type Played } from './play.ts';
import { type Case, caseOf } from './requests.ts';
import { keepChanges, renewStage, type Stage } from './stage.ts';

export type Sequence = { state: State; steps: Case[] };

/** None that leaves no session to read. */
const STEPS: OperationName[] = [
  ...['createSession', 'createSession', 'updateSession', 'updateSession', 'updateSession'],
  ...['endSession', 'identifySession'],
];

const anyStep = fc
  .constantFrom(...STEPS)
  .chain((name) =>
    fc.oneof(
      { weight: 3, arbitrary: caseOf(name).map(unspoil) },
      { weight: 2, arbitrary: caseOf(name) },
    ),
  );

/** Leaves the caller and the ids, of which some are wrong. */
function unspoil({ body, ...one }: Case): Case {
  const type = 'application/json';
  return { ...one, body: body && { ...body, mutations: [], spoiling: null, isForm: false, type } };
}

export const anySequence: fc.Arbitrary<Sequence> = fc.record({
  state: fc.constantFrom<State>('live', 'ended', 'identified', 'final'),
  steps: fc.array(anyStep, { minLength: 2, maxLength: 4 }),
});

export async function playSequence(stage: Stage, { state, steps }: Sequence): Promise<Played[]> {
  const played: Played[] = [];
  try {
    for (const step of steps) {
      const { isTaken, ...answered } = await ask(stage, { ...step, state });
      played.push(answered);
      if (!isTaken) continue;
      const { before, after } = await keepChanges(stage, state);
      checkView(after, stage.knownPaths);
      checkGoesOn(before, after);
    }
    return played;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const earlier = played.map(({ status, code }) => code ?? status).join(', ');
    throw new Error(`after ${earlier || 'nothing'}: ${cause}`);
  } finally {
    await renewStage(stage, { state, operation: 'updateSession' });
  }
}
