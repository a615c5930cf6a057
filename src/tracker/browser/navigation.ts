/**
 * Whether the page is about to be left for another page of the site, which will go on with the session.
 *
 * The Navigation API tells of all that the page and its visitor do here, back and forward included; where it is missing,
 * clicks on links and submitted forms do (`s-older.ts`). Neither knows of an address that is typed, nor of the browser's button to
 * reload, nor whether a page follows at all: a link may be a download, and a navigation may fail or be cancelled. So
 * what is noted holds for a short time, and a path that names a file is none of a page.
 */
import { NAVIGATION_MS } from './limits.ts';

/** The extension of a file that is no page, such as `.pdf`. */
const FILE = /^[^?#]*\.(?!ht|php|asp|jsp)[a-z]\w{1,3}([?#]|$)/i;
let navigatingUntil = 0;
/** What began it, where that may turn out later to be cancelled. */
let cause: Event | undefined;

/** Something leads to an address. Without one the page stays, or goes on by itself. */
export function noteNavigation(url = '', event?: Event): void {
  cause = event;
  navigatingUntil =
    url.startsWith(`${location.origin}/`) && !FILE.test(url) ? Date.now() + NAVIGATION_MS : 0;
}

/** Whether a page of the site is to follow. */
export const isNavigating = () => Date.now() < navigatingUntil && !cause?.defaultPrevented;
