/**
 * Whether the page is being left for another page of the site, which will continue the session.
 *
 * The Navigation API reports navigations by the page and by the visitor, back and forward included. Where it is missing,
 * clicks on links and submitted forms are used (`s-older.ts`). Neither reports a typed address or the browser's reload
 * button. Nor is it certain that a page follows: a link may be a download, and a navigation may fail or be cancelled. So a
 * navigation counts as pending for a short time only, and a path with a file's extension does not count.
 */
import { NAVIGATION_MS } from './limits.ts';

/** A path with the extension of a file that is not a page, such as `.pdf`. */
const FILE = /^[^?#]*\.(?!ht|php|asp|jsp)[a-z]\w{1,3}([?#]|$)/i;
let navigatingUntil = 0;
/** The event that started it: a listener that runs later may cancel it. */
let cause: Event | undefined;

/** Notes a navigation to an address. Without one, none is pending: the page stays, or its router handles it. */
export function noteNavigation(url = '', event?: Event): void {
  cause = event;
  navigatingUntil =
    url.startsWith(`${location.origin}/`) && !FILE.test(url) ? Date.now() + NAVIGATION_MS : 0;
}

/** Whether a navigation to another page of the site is pending. */
export const isNavigating = () => Date.now() < navigatingUntil && !cause?.defaultPrevented;
