/**
 * WebKitGTK, by W3C WebDriver (https://www.w3.org/TR/webdriver2/), in the small browser that comes with it, on a screen
 * that nobody sees. Its driver looks at one tab at a time, so each command first names one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { callOf, type Engine, type Tab } from './driver.ts';
import { findScreen, findWebKit } from './programs.ts';

const ENTER = '\uE007';
const PATIENCE_MS = 10_000;

type Call = (method: string, path: string, body?: object) => Promise<unknown>;

export async function startWebKit(): Promise<Engine> {
  const [screenFile, driverFile] = [findScreen(), findWebKit()];
  if (screenFile === null || driverFile === null)
    throw new Error('There is no WebKitGTK; get it with: apt-get install webkit2gtk-driver xvfb');
  const home = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-webkit-'));
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await kill(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const screen = spawn(screenFile, ['-displayfd', '3', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    children.push(screen);
    const display = await new Promise<string>((resolve, reject) => {
      screen.once('exit', () => reject(new Error('There is no screen for WebKitGTK.')));
      screen.stdio[3]?.once('data', (chunk) => resolve(`:${String(chunk).trim()}`));
    });
    const port = await findPort();
    const env = { ...process.env, HOME: home, DISPLAY: display, GDK_BACKEND: 'x11' };
    children.push(spawn(driverFile, [`--port=${port}`], { env, stdio: 'ignore' }));
    const session = await openSession(`http://127.0.0.1:${port}`);
    const first = String(await session('GET', '/window'));
    return {
      open: inTurns(session, first),
      stop: async () => {
        // The driver would leave its browser behind.
        await session('DELETE', '').catch(() => {});
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await exited;
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

async function openSession(driver: string): Promise<Call> {
  const call: Call = async (method, path, body) => {
    const response = await fetch(driver + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await retry(() => call('GET', '/status'));
  // A page that comes out of the back/forward cache has no load to wait for.
  const wanted = { capabilities: { alwaysMatch: { pageLoadStrategy: 'none' } } };
  const { sessionId } = (await call('POST', '/session', wanted)) as { sessionId: string };
  return (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
}

/** Tabs may be used at the same time. */
function inTurns(session: Call, first: string): () => Promise<Tab> {
  let turn: Promise<unknown> = Promise.resolve();
  const take = <T>(run: () => Promise<T>): Promise<T> => {
    const done = turn.then(run);
    turn = done.catch(() => {});
    return done;
  };
  return async () => {
    const opened = await take(async () => {
      // No window is opened from one that is closed; the first never is.
      await session('POST', '/window', { handle: first });
      return session('POST', '/window/new', { type: 'window' });
    });
    const { handle } = opened as { handle: string };
    return tabOf(session, (run) =>
      take(async () => {
        await session('POST', '/window', { handle });
        return run();
      }),
    );
  };
}

function tabOf(session: Call, inTab: <T>(run: () => Promise<T>) => Promise<T>): Tab {
  const evaluate: Tab['evaluate'] = (run, ...args) =>
    inTab(async () => {
      const script = `return ${callOf(run, args)}`;
      return (await session('POST', '/execute/sync', { script, args: [] })) as never;
    });
  const find = async (selector: string) => {
    const found = await session('POST', '/element', { using: 'css selector', value: selector });
    return `/element/${Object.values(found as object)[0]}`;
  };
  return {
    goto: async (url) => {
      await inTab(() => session('POST', '/url', { url }));
      await retry(async () => {
        const there = await evaluate(() => document.readyState === 'complete' && location.href);
        if (there !== new URL(url).href) throw new Error(`${url} does not load: ${there}`);
      });
    },
    evaluate,
    click: (selector) => inTab(async () => session('POST', `${await find(selector)}/click`, {})),
    enter: (selector) =>
      inTab(async () => session('POST', `${await find(selector)}/value`, { text: ENTER })),
    // Not by another tab: its browser opens those of a driver in the background, and has no command to switch.
    hide: () => inTab(() => session('POST', '/window/minimize', {})),
    show: () => inTab(() => session('POST', '/window/rect', { width: 1000, height: 800 })),
    close: () => inTab(() => session('DELETE', '/window')),
  };
}

async function retry<T>(run: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ; await pass(20)) {
    try {
      return await run();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
