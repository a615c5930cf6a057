/**
 * Which pages a session has seen: each once, with the first time that a message told of it. So the same messages in any order and
 * any repetition give the same pages, as far as clocks are known. Pure.
 */
import { ourTime } from './clocks';
import { pagePath } from './page';
import type { Session, Stamp, Stamps } from './session';

/** Of a session the first so many pages are kept. */
const MAX_PAGES = 50;
/** What is longer is cut. */
const MAX_PATH_CHARS = 256;

/** A page as it is shown. `at`: when it was first seen, in ms since the epoch. */
export type Page = { path: string; at: number };

/** The pages after a message with this address, if it has one. */
export function mergePage(session: Session, address: string | undefined, stamp: Stamp): Session {
  if (address === undefined) return session;
  const { writers } = session;
  const path = pagePath(address).slice(0, MAX_PATH_CHARS);
  const known = writers.pages[path];
  if (known !== undefined && ourTime(session, stamp) >= ourTime(session, known)) return session;
  const pages = sortPages(session, { ...writers.pages, [path]: stamp }).slice(0, MAX_PAGES);
  return { ...session, writers: { ...writers, pages: Object.fromEntries(pages) } };
}

/** The pages of the message that opens a session. */
export function firstPage(address: string | null, stamp: Stamp): Stamps {
  return address === null ? {} : { [pagePath(address).slice(0, MAX_PATH_CHARS)]: stamp };
}

/** In the order in which they were first seen. */
export function listPages(session: Session): Page[] {
  const { started_at, ended_at, last_activity_at } = session;
  return sortPages(session, session.writers.pages).map(([path, stamp]) => {
    const at = Math.max(ourTime(session, stamp), started_at);
    return { path, at: Math.min(at, ended_at ?? last_activity_at) };
  });
}

function sortPages(session: Session, pages: Stamps): [path: string, stamp: Stamp][] {
  return Object.entries(pages).sort(
    ([pathA, a], [pathB, b]) =>
      ourTime(session, a) - ourTime(session, b) || (pathA < pathB ? -1 : 1),
  );
}
