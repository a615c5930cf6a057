/**
 * `npm run derive -- --url URL`: has a deployment work out anew what is derived of its sessions, step after step, until all are
 * done. The key is read from the environment variable ADMIN_KEY, and is printed nowhere. A step that fails is tried again; a run
 * that was cut off goes on with `--after` and what it printed last.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const ATTEMPTS = 8;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const PATIENCE_MS = 60_000;
const TELL_EVERY_MS = 5_000;

const COUNTS = ['examined', 'changed', 'skipped', 'unreadable'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;
type Step = Counts & { next: string | null };
/** `isFinal`: to try again would not help. */
type Failed = { failure: string; isFinal: boolean };

const { values } = parseArgs({ options: { url: { type: 'string' }, after: { type: 'string' } } });
const key = process.env.ADMIN_KEY ?? '';
if (values.url === undefined || !URL.canParse(values.url) || key === '') {
  console.error(
    'ADMIN_KEY=… npm run derive -- --url https://sessions.example.com [--after CURSOR]',
  );
  process.exit(2);
}
process.exitCode = await deriveAll(new URL('/api/sessions/derive', values.url), values.after);

/** The exit code. */
async function deriveAll(route: URL, from: string | undefined): Promise<number> {
  const sum: Counts = { examined: 0, changed: 0, skipped: 0, unreadable: 0 };
  let after = from;
  let toldAt = Date.now();
  for (;;) {
    const step = await takeStep(route, after);
    if ('failure' in step) {
      console.error(step.failure);
      if (after !== undefined) console.error(`Go on with: --after ${after}`);
      return 1;
    }
    for (const name of COUNTS) sum[name] += step[name];
    if (step.next === null) break;
    after = step.next;
    if (Date.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = Date.now();
    console.log(`${describe(sum)}; at ${after}`);
  }
  console.log(`Done: ${describe(sum)}.`);
  if (sum.skipped > 0)
    console.log(`${sum.skipped} sessions were not over yet: run it again in two days.`);
  if (sum.unreadable > 0)
    console.log(`${sum.unreadable} records are unreadable: the log of the Worker names them.`);
  return 0;
}

/** With all attempts that it takes. */
async function takeStep(route: URL, after: string | undefined): Promise<Step | Failed> {
  for (let attempt = 1; ; attempt += 1) {
    const step = await ask(route, after);
    if (!('failure' in step) || step.isFinal || attempt === ATTEMPTS) return step;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    console.error(`${step.failure}; again in ${waitMs / 1000} s`);
    await sleep(waitMs);
  }
}

async function ask(route: URL, after: string | undefined): Promise<Step | Failed> {
  try {
    const response = await fetch(route, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ after }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const isFinal = response.status < 500 && response.status !== 429;
    const answer: { data?: Step; error?: { message: string } } = Object(await response.json());
    if (answer.data !== undefined) return answer.data;
    return { failure: `${response.status}: ${answer.error?.message ?? 'no message'}`, isFinal };
  } catch (error) {
    const { cause = error }: { cause?: unknown } = Object(error);
    return {
      failure: `No answer: ${cause instanceof Error ? cause.message : cause}`,
      isFinal: false,
    };
  }
}

function describe(counts: Counts): string {
  return COUNTS.map((name) => `${counts[name]} ${name}`).join(', ');
}
