/** The plan in force, shared by the Worker and its objects: workerd runs both in one isolate. */
import { Random } from '../random';
import { CALM, type Harmed, type Plan } from './plan';

let plan = CALM;
let random = new Random(0);
let harmed: Harmed[] = [];

export function currentPlan(): Plan {
  return plan;
}

export function adoptPlan(next: Plan): void {
  plan = next;
  random = new Random(next.seed);
}

/** The kind of harm that is to happen now, if any. */
export function chooseHarm<Kind extends string>(odds: Record<Kind, number>): Kind | null {
  let left = random.next();
  for (const [kind, probability] of Object.entries(odds) as [Kind, number][]) {
    left -= probability;
    if (left < 0) return kind;
  }
  return null;
}

export function randomMs(max: number): number {
  return random.int(1, max);
}

/** `session_id` is empty where no session is meant. */
export function note(kind: string, session_id: string): void {
  harmed.push({ at: Date.now(), kind, session_id });
}

/** Done since this was last asked. */
export function takeHarmed(): Harmed[] {
  const taken = harmed;
  harmed = [];
  return taken;
}
