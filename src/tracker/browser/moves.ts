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
let until = 0;
/** What began it. Whether it was cancelled may turn out later. */
let cause: Event | undefined;

/** The page stays, or has gone on by itself. */
export function forgetMove(): void {
  until = 0;
}

function note(event: Event, url: string): void {
  forgetMove();
  cause = event;
  try {
    const { origin, pathname } = new URL(url, document.baseURI);
    if (origin === location.origin && !FILE.test(pathname)) until = Date.now() + MOVE_MS;
  } catch {}
}

/** Whether a page of the site is to follow. Asked once, when the page is left. */
export function takeMove(): boolean {
  const isMove = Date.now() < until && !cause?.defaultPrevented;
  forgetMove();
  return isMove;
}

export function watchMoves(): void {
  const { navigation } = window;
  if (!navigation) {
    listen('click submit', noteUse);
    return;
  }
  navigation.addEventListener('navigate', (event) => {
    const { destination, downloadRequest } = event;
    if (downloadRequest == null && !destination.sameDocument) note(event, destination.url);
    else forgetMove();
  });
  navigation.addEventListener('navigateerror', forgetMove);
}

/** Of a link or a form, by the mouse or the keyboard. */
function noteUse(event: Event & Partial<MouseEvent & SubmitEvent>): void {
  const { submitter, target } = event;
  const used = (target as Element).closest?.(event.type === 'click' ? 'a[href]' : 'form');
  // Attributes, since a field of a form may have such a name.
  const get = (name: string) => submitter?.getAttribute(`form${name}`) ?? used?.getAttribute(name);
  const address = get('href') ?? get('action') ?? '';
  if (!used || event.button || address[0] === '#') return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!used.hasAttribute('download') && (get('target') || '_self') === '_self')
    note(event, address);
}
