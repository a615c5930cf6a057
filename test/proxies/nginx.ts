/** A real nginx, with the location of the README in a configuration of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../rig/free-port.ts';
import type { Answer, Ask, Standing } from './visitor.ts';

/** Where nginx is; null when it is not installed. */
export function findNginx(): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'];
  return (
    folders.map((folder) => path.join(folder, 'nginx')).find((file) => existsSync(file)) ?? null
  );
}

const PATIENCE_MS = 10_000;

/** `http` goes beside the server, for what a location takes from elsewhere. */
export async function startNginx(location: string, http = ''): Promise<Standing> {
  const file = findNginx();
  if (file === null)
    throw new Error('There is no nginx; get one with: apt-get install nginx-light');
  const folder = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-nginx-'));
  const port = await findFreePort();
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
    events {}
    http { access_log off; ${kept} ${http}
      server { listen 127.0.0.1:${port}; location / { return 200 "the site"; } ${location} } }`,
  );
  const child = spawn(file, ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const ask = askFrom(port);
  const stop = async () => {
    child.kill();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
    if (child.exitCode !== null) break;
    if (await ask('127.0.0.1', 'GET', '/', {}).catch(() => false)) return { ask, stop };
  }
  await stop();
  throw new Error(`nginx does not start: ${output}`);
}

/** Every address of 127.0.0.0/8 is one of this machine's, and can be come from. */
function askFrom(port: number): Ask {
  return (localAddress, method, url, headers, body) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = { host: '127.0.0.1', port, localAddress, method, path: url, headers };
      const asked = request(sent, async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const lines = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: answer.statusCode ?? 0,
          headers: new Headers(lines as [string, string][]),
          text,
        });
      });
      asked.once('error', reject);
      asked.end(body);
    });
}
