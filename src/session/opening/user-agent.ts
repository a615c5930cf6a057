/**
 * Which browser on which device, by the user agent and the client hints beside it. A version that browsers have frozen is
 * null: it is the same for all visitors, and a report would count them under a version that few of them have.
 */
import Bowser from 'bowser';
import { isbot } from 'isbot';
import type { ClientHints } from './client-hints';
import { IN_APP_BROWSERS } from './in-app-browsers';
import { remembered } from './remembered';

type Named = { name: string | null; version: string | null };
export type Seen = { type: string | null; os: Named; browser: Named };

/** Longer ones are not browsers'; it bounds what the expressions below and the library's look at. */
const MAX_AGENT_CHARS = 1024;

/** Visitors share a few hundred, and the two libraries try some hundred expressions on each. */
const MAX_REMEMBERED = 500;

/** `hasTouchScreen`: as the page says. */
export function readUserAgent(text: string, hints: ClientHints, hasTouchScreen: boolean): Seen {
  const { inApp, told } = readAgent(text.slice(0, MAX_AGENT_CHARS));
  const seen = readPlatform(hints, nameTablet(hints, hasTouchScreen, told));
  return { ...seen, browser: inApp ?? chooseBrowser(seen.browser, hints) };
}

/** What it says without anything beside it. */
const readAgent = remembered((agent) => {
  const inApp = readInAppBrowser(agent);
  const told = dropFrozen(agent, parse(agent));
  return { inApp, told: inApp?.name === 'Facebook' ? addFacebook(agent, told) : told };
}, MAX_REMEMBERED);

/**
 * A user agent of one word is a program's, save Facebook's app for Android where nothing in it, such as the name of the
 * network, has a blank.
 */
export const isBotAgent = remembered((agent) => {
  const isFacebook = /^(?:Mozilla\/[^[]*)?\[FB(?:AN|_IAB)\//.test(agent);
  return isbot(isFacebook && !agent.includes(' ') ? `Mozilla/5.0 ${agent}` : agent);
}, MAX_REMEMBERED);

function parse(agent: string): Seen {
  // Asked one by one: what the library would say about the engine is not needed.
  const parser = Bowser.getParser(agent, true);
  const [os, platform, browser] = [parser.getOS(), parser.getPlatform(), parser.getBrowser()];
  return {
    type: platform.type || (os.name === 'Chrome OS' ? 'desktop' : null),
    os: {
      name: os.name || null,
      // Windows numbers its kernel (`NT 6.1`) otherwise than it is known by (7).
      version: (os.name === 'Windows' && os.versionName) || os.version || null,
    },
    browser: { name: browser.name || null, version: browser.version || null },
  };
}

function readInAppBrowser(agent: string): Named | null {
  for (const [name, mark] of IN_APP_BROWSERS) {
    const found = mark.exec(agent);
    if (found) return { name, version: found[1] ?? null };
  }
  return null;
}

/** What Facebook's app says of itself (`[FBAN/FB4A;FBAV/407.0;FBDV/SM-G991B;FBSV/11;…]`), where no browser is named beside it. */
function addFacebook(agent: string, { type, os, browser }: Seen): Seen {
  const isApple = /\bFBSN\/i|\bFBAN\/\w*iOS/i.test(agent);
  const isTablet = /\bFBDV\/iPad|\bFBID\/tablet/.test(agent);
  return {
    type: type ?? (isTablet ? 'tablet' : 'mobile'),
    os: {
      name: os.name ?? (isApple ? 'iOS' : 'Android'),
      version: os.version ?? /\bFBSV\/([\d.]+)/.exec(agent)?.[1] ?? null,
    },
    browser,
  };
}

/**
 * Chromium says Android 10 and macOS 10.15.7 whatever the version is (https://www.chromium.org/updates/ua-reduction/), Safari and
 * Firefox say the same of macOS, and Safari 26 and later says iOS 18
 * (https://nielsleenheer.com/articles/2025/the-user-agent-string-of-safari-on-ios-26-and-macos-26).
 */
function dropFrozen(agent: string, seen: Seen): Seen {
  return isFrozen(agent, seen) ? { ...seen, os: { ...seen.os, version: null } } : seen;
}

function isFrozen(agent: string, { os, browser }: Seen): boolean {
  switch (os.name) {
    case 'Android':
      return / Android 10; K[;)]/.test(agent);
    case 'macOS':
      return os.version === '10.15.7' || os.version === '10.15';
    case 'iOS':
      return (
        browser.name === 'Safari' && majorOf(browser.version) >= 26 && majorOf(os.version) < 26
      );
    default:
      return false;
  }
}

/** The brand, unless the user agent says more: `Chrome` and `Chromium` stand for many. */
function chooseBrowser(told: Named, { brand }: ClientHints): Named {
  if (brand === null) return told;
  if (brand.name === told.name) {
    return brand.is_full || told.version === null ? brandOf(brand) : told;
  }
  const saysLittle = (name: string | null) => name === null || /^Chrom(e|ium)$/.test(name);
  return saysLittle(brand.name) && !saysLittle(told.name) ? told : brandOf(brand);
}

function brandOf({ name, version }: { name: string; version: string }): Named {
  return { name, version: version || null };
}

/**
 * An iPad asks for the desktop's pages as a Mac. No Mac has a touch screen; and no browser of an iPad sends hints, so one that
 * does is a desktop browser whose developer tools emulate a phone. The system of iPads has had a name of its own since version 13.
 */
function nameTablet(hints: ClientHints, hasTouchScreen: boolean, seen: Seen): Seen {
  const { type, os } = seen;
  if (os.name === 'macOS' && hasTouchScreen && hints.platform === null) {
    return { ...seen, type: 'tablet', os: { name: 'iPadOS', version: null } };
  }
  const isIpad = os.name === 'iOS' && type === 'tablet' && !(majorOf(os.version) < 13);
  return isIpad ? { ...seen, os: { ...os, name: 'iPadOS' } } : seen;
}

/** The systems that Chromium names, as the library does. */
const SYSTEMS = new Map([
  ['Android', 'Android'],
  ['Chrome OS', 'Chrome OS'],
  ['Chromium OS', 'Chrome OS'],
  ['Linux', 'Linux'],
  ['macOS', 'macOS'],
  ['Windows', 'Windows'],
]);

/**
 * The platform of the hints. It is right where the user agent names another of these systems: a tablet that asks for the
 * desktop's pages says Linux. Televisions and others that have their own system call it Linux in the hints.
 */
function readPlatform(hints: ClientHints, seen: Seen): Seen {
  const name = SYSTEMS.get(hints.platform ?? '');
  if (name === undefined) return seen;
  const isOther = name !== seen.os.name;
  if (isOther && (name === 'Linux' || (seen.os.name !== null && !SYSTEMS.has(seen.os.name)))) {
    return seen;
  }
  const told = isOther ? null : seen.os.version;
  return {
    type: chooseType(name, hints, isOther ? null : seen.type),
    os: { name, version: readVersion(name, hints.platform_version) ?? told },
    browser: seen.browser,
  };
}

function chooseType(system: string, { is_mobile }: ClientHints, told: string | null): string {
  if (system !== 'Android') return told ?? 'desktop';
  if (is_mobile === null || told === 'tv') return told ?? 'tablet';
  return is_mobile ? 'mobile' : 'tablet';
}

/**
 * Of Windows the name of the release, by its `UniversalApiContract`: 13 and more is Windows 11, less is 10, and 0 is before
 * (https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11). Elsewhere the version without zeros at its end.
 */
function readVersion(system: string, version: string | null): string | null {
  if (version === null || !/^\d/.test(version)) return null;
  if (system !== 'Windows') return version.replace(/(\.0)+$/, '');
  if (majorOf(version) >= 13) return '11';
  return majorOf(version) > 0 ? '10' : null;
}

/** Of none: not a number, which is neither less nor more than any. */
function majorOf(version: string | null): number {
  return Number.parseInt(version ?? '', 10);
}
