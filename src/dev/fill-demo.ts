/**
 * Fills the demo site of the local database, before `npm run dev` serves it, and says so in one line; a database that has sessions is
 * left as it is, in silence. The code that does it is the Worker's, so it runs as one, with the databases that Wrangler will serve.
 * `--persist-to DIR` is Wrangler's.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_readConfig as readConfig } from 'wrangler';
import { ROOT } from './programs.ts';

type Filled = { sessions: number; days: number; leads: number };

const began = performance.now();
const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { 'persist-to': { type: 'string' } },
});
/** As Wrangler's configuration has it. */
type Database = { binding: string; database_id?: string };

const filled = await fill(path.resolve(ROOT, values['persist-to'] ?? '.wrangler/state'));
if (filled !== null) {
  const { sessions, days, leads } = filled;
  const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
  console.log(
    `Filled the demo site with ${sessions.toLocaleString('en')} sessions of ${days} days and ${leads} leads in ${seconds} s.`,
  );
}

/** Null: there was nothing to fill. */
async function fill(stateDir: string): Promise<Filled | null> {
  const script = await bundle();
  const { d1_databases, compatibility_date } = readConfig({
    config: path.join(ROOT, 'wrangler.toml'),
  });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'demo-data',
      modules: true,
      modulesRoot: path.dirname(script),
      scriptPath: script,
      ...(compatibility_date !== undefined && { compatibilityDate: compatibility_date }),
      cf: false,
      d1Databases: Object.fromEntries(
        d1_databases.map(({ binding, database_id }: Database) => [binding, database_id ?? binding]),
      ),
      // Wrangler keeps what each of its generations has stored in a folder of its own.
      resourcePersistencePath: path.join(stateDir, 'v3'),
    }),
  );
  try {
    const response = await miniflare.dispatchFetch('http://demo.example/');
    if (!response.ok) throw new Error(await response.text());
    const filled: Filled | null = JSON.parse(await response.text());
    return filled;
  } finally {
    await miniflare.dispose();
  }
}

async function bundle(): Promise<string> {
  const outfile = path.join(ROOT, '.wrangler/demo-data.mjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/dev/demo-data/worker.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    logLevel: 'error',
  });
  return outfile;
}
