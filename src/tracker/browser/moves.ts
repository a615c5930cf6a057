/**
 * Whether the page is about to be left for another page of the site, which will go on with the session.
 *
 * The Navigation API tells of all that the page and its visitor do here, back and forward included; where it is missing,
 * clicks on links and submitted forms do. Neither knows of an address that is typed, nor of the browser's button to
 * reload, nor whether a page follows at all: a link may be a download, and a navigation may fail or be cancelled. So
 * what is noted holds for a short time, and a path that names a file is none of a page.
 */
import { MOVE_MS } from './limits.ts';
import { listen } from './listen.ts';

/** The extension of a file that is no page, such as `.pdf`. */
const FILE = /\.(?!ht|php|asp|jsp)[a-z]\w{1,3}$/i;
/** A link that is followed in this tab, to another page. */
const LINK = 'a[href]:not([href^="#"],[target],[download])';
let until = 0;
/** What began it. Whether it was cancelled may turn out later. */
let cause: Event | undefined;

function forget(): void {
  until = 0;
}

function note(event: Event, url: string): void {
  forget();
  cause = event;
  try {
    const { origin, pathname } = new URL(url, document.baseURI);
    if (origin === location.origin && !FILE.test(pathname)) until = Date.now() + MOVE_MS;
  } catch {}
}

/** Whether a page of the site is to follow. Asked once, when the page is left. */
export function takeMove(): boolean {
  const isMove = Date.now() < until && !cause?.defaultPrevented;
  forget();
  return isMove;
}

export function watchMoves(): void {
  const { navigation } = window;
  if (!navigation) {
    listen('click', noteClick);
    listen('submit', noteSubmit);
    return;
  }
  navigation.addEventListener('navigate', (event) => {
    const { destination, downloadRequest } = event;
    if (downloadRequest == null && !destination.sameDocument) note(event, destination.url);
    else forget();
  });
  navigation.addEventListener('navigateerror', forget);
}

function noteClick(event: MouseEvent): void {
  const link = (event.target as Element).closest?.<HTMLAnchorElement>(LINK);
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey)
    note(event, link.href);
}

/** By attributes: a field of the form may have the name of a property. */
function noteSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const address = event.submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
  if (!form.hasAttribute('target')) note(event, address);
}
