/** Which engines there are. Read before every run of tests, however few: no driver of one is loaded here. */
import { findProgram } from '../rig/programs.ts';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Chromium is. Null when there is none. */
export const findChromium = () => findProgram('CHROMIUM_PATH', ...CHROMIUM);
/** Where Firefox is. Null when there is none. */
export const findFirefox = () => findProgram('FIREFOX_PATH', 'firefox-esr', 'firefox');
/** Where the driver of WebKitGTK is, which knows its browser. */
export const findWebKit = () => findProgram('WEBKIT_DRIVER_PATH', 'WebKitWebDriver');
/** Where the screen is that WebKitGTK needs: it cannot do without. */
export const findScreen = () => findProgram('XVFB_PATH', 'Xvfb');

/** The engines, and how to get each: Debian's packages, or a variable that names its program. */
const ENGINES = [
  { name: 'Chromium', find: findChromium, packages: 'chromium', variable: 'CHROMIUM_PATH' },
  { name: 'Firefox', find: findFirefox, packages: 'firefox-esr', variable: 'FIREFOX_PATH' },
  {
    name: 'WebKit',
    find: () => findScreen() && findWebKit(),
    packages: 'webkit2gtk-driver xvfb',
    variable: 'WEBKIT_DRIVER_PATH',
  },
] as const;

export type EngineName = (typeof ENGINES)[number]['name'];

const found = ENGINES.filter(({ find }) => find() !== null);

/** The engines to test in. Where browser tests are required, a missing one is a failure and not a gap. */
export const testedEngines: EngineName[] = (
  process.env.REQUIRE_BROWSER === '1' ? ENGINES : found
).map(({ name }) => name);

/** A line for each engine that is left out. */
export const gaps = ENGINES.filter(({ name }) => !testedEngines.includes(name)).map(
  ({ name, packages, variable }) =>
    `Tests in ${name} are left out: it is not here. Get it with "apt-get install ${packages}", or set ${variable}.`,
);
