/** What a page can ask for, by name. It waits for a visit, and throws nothing into the page. */
import { LONGEST_PAUSE_MS, MAX_CHARS, REFUSED } from './limits.ts';
import {
  begin,
  describe,
  end,
  isKnown,
  isOn,
  say,
  sessionId,
  stop,
  tellChange,
  tellSoon,
} from './session.ts';
import { isQuiet, report, site } from './settings.ts';
import { namedId } from './succession.ts';
import { post } from './transport.ts';
import { change, type Fields, isRefused, load, save, toJson } from './visit.ts';

export type Call = [name: string, given: unknown];

export const calls: Record<string, (given: never) => void> = { identify, update, end, consent };

/** Calls from before anything may be stored or sent. */
const waiting: Call[] = [];

export function call(...more: Call[]): void {
  for (const one of [...waiting.splice(0), ...more]) {
    try {
      const [name, given] = one;
      if (isOn || name === 'consent') calls[name]?.(given as never);
      else waiting.push(one);
    } catch (error) {
      report(error as Error);
    }
  }
}

/** The visit begins, with what was said before. */
export function start(): void {
  begin();
  call();
}

function identify(given: Fields): void {
  const session_id = namedId();
  // The same words in another session are another message.
  say(`/${session_id}/identify${limited({ ...given, site_id: site, session_id })}`);
}

function update({ custom_data: given }: { custom_data?: Fields }): void {
  const custom_data = { ...load().custom_data, ...given };
  limited(custom_data);
  change({ custom_data });
  tellChange();
}

/** As JSON. What is larger is refused by the API, and might be by the browser as well; what is so in bytes alone, by the API. */
function limited(fields: Fields): string {
  const json = toJson(fields);
  if (json.length > MAX_CHARS) throw Error('That is more than 4 KiB.');
  return json;
}

/** What the visitor has decided. That they agree is told to every session, with the time at which they first did. */
function consent(given: boolean): void {
  if (isQuiet) return;
  if (given && isRefused()) save({});
  const isToEnd = !given && sessionId() && isKnown();
  if (load().consent?.given !== given) {
    change({ consent: { given, at: Date.now() } });
    if (given) tellSoon();
  }
  if (given) {
    start();
    return;
  }
  const farewell = `/end${describe()}`;
  stop();
  save(REFUSED);
  // The record can keep it for no other page.
  const insist = () => post(farewell).catch(() => setTimeout(insist, LONGEST_PAUSE_MS));
  if (isToEnd) insist();
}
