/**
 * Holds to the document what passes through a Worker that is asked from outside. What is wrong is kept until the rig asks for it at
 * a path of its own, which no deployment has.
 */
import document from '../../src/assets/openapi.json';
import { readContract } from './document';
import { checkExchange, textOf } from './exchange';

const contract = readContract(JSON.stringify(document));

export const FAULTS_PATH = '/__contract';
/** One fault in every answer is one fault. */
const MOST_KEPT = 50;
/** A body that does not come to its end. */
const PATIENCE_MS = 10_000;

let faults: string[] = [];
let unchecked = 0;

/** `answer`: what is watched. It is neither kept waiting nor changed. */
export async function watch(
  request: Request,
  context: Pick<ExecutionContext, 'waitUntil'>,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  if (request.url.endsWith(FAULTS_PATH)) return Response.json(await takeFaults());
  if (!namesOneRoute(request.url)) return answer(request);
  const asked = request.clone();
  const response = await answer(request);
  context.waitUntil(check(asked, response.clone()));
  return response;
}

/** Two `Host` headers make no address. Of `/api/tasks/%2e%2e` it is not said what it names: to a router it is a task, to `URL` the folder above. */
function namesOneRoute(url: string): boolean {
  const path = url.slice(url.indexOf('/', 'https://'.length)).replace(/[?#].*$/s, '');
  return URL.canParse(url) && new URL(url).pathname === path;
}

async function check(asked: Request, answered: Response): Promise<void> {
  unchecked += 1;
  try {
    const fault = await checkExchange(contract, asked, await readTaken(asked, answered), answered);
    if (fault !== null) keep(fault);
  } catch (error) {
    keep(`${asked.method} ${asked.url}, ${answered.status}, cannot be checked: ${error}`);
  } finally {
    unchecked -= 1;
  }
}

/** Of a refused request nothing is left to read: who has refused it did not wait for the rest of it. */
async function readTaken(asked: Request, { ok }: Response): Promise<string> {
  if (ok) return textOf(asked).catch(() => '');
  await asked.body?.cancel().catch(() => undefined);
  return '';
}

function keep(fault: string): void {
  if (faults.length < MOST_KEPT) faults.push(fault);
}

/** When all that was answered is checked. */
async function takeFaults(): Promise<string[]> {
  for (const until = Date.now() + PATIENCE_MS; unchecked > 0; await scheduler.wait(5)) {
    if (Date.now() < until) continue;
    keep(`${unchecked} exchanges are not checked in time`);
    break;
  }
  const taken = faults;
  faults = [];
  return taken;
}
