import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/dev/programs.ts';
import { findFreePort } from '../rig/free-port.ts';
import { findProgram } from '../rig/programs.ts';

const DEMO_SITE = '5eed0000-0000-4000-8000-000000000001';
const CTRL_C = '\x03';

// Wrangler asks only who sits at a terminal. `script` makes one; that of other systems takes other arguments.
const terminal = process.platform === 'linux' ? findProgram('SCRIPT_PATH', 'script') : null;

it.skipIf(terminal === null)(
  'starts from nothing at a terminal without a question, with a demo that looks lived in, until Ctrl-C',
  async () => {
    const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-dev-'));
    const port = await findFreePort();
    const command = 'npm run dev -- --persist-to "$STATE_DIR"';
    const dev = spawn(terminal ?? '', ['-qec', command, '/dev/null'], {
      cwd: ROOT,
      env: { ...process.env, PORT: `${port}`, STATE_DIR: stateDir },
    });
    let printed = '';
    dev.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const ended = once(dev, 'exit');
    /** The status of an answer; before and after there is a service, what was printed. */
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/api/visitors/session`, {
        method: 'POST',
        body: JSON.stringify({ site_id: DEMO_SITE }),
      }).then(
        ({ status }) => status,
        () => printed,
      );
    try {
      await expect.poll(ask, { timeout: 150_000, interval: 250 }).toBe(201);
      expect(printed).toMatch(
        /Filled the demo site with \d,\d{3} sessions of 62 days and \d+ leads in \d+ s\./,
      );
      const to = Date.now();
      const query = `site_id=${DEMO_SITE}&from=${to - 60 * 86_400_000}&to=${to}`;
      const summary = await fetch(`http://127.0.0.1:${port}/api/reports/summary?${query}`, {
        headers: { authorization: 'Bearer dev-admin-key' },
      });
      const { data }: { data?: { sessions: number } } = Object(await summary.json());
      expect(data?.sessions).toBeGreaterThan(5_000);
      dev.stdin.write(CTRL_C);
      await ended;
      expect(await ask()).toBe(printed);
    } finally {
      dev.kill();
      await ended;
      rmSync(stateDir, { recursive: true, force: true });
    }
  },
  200_000,
);
