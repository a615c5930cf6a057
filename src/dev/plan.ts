/** The commands of Wrangler behind `npm run dev` and `npm run deploy`. Pure. */
import { parseArgs } from 'node:util';

/** The arguments of one call of Wrangler. */
export type Command = string[];

export type DevPlan = {
  /** Brings the local database up to date without asking. */
  preparing: Command[];
  /** The arguments of `fill-demo.ts`; null with `--empty`: the demo site stays as it is. */
  filling: Command | null;
  serving: Command;
  /** Where its dashboard will be. */
  dashboard: string;
};

/** Known to everybody, and so for this machine alone. */
export const DEV_ADMIN_KEY = 'dev-admin-key';

/** All `args` but `--empty` are Wrangler's. The port is the one they name, else `port`, else 8787; `assets` is the folder to serve. */
export function planDev(args: string[], port: string | undefined, assets: string): DevPlan {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      'persist-to': { type: 'string' },
      empty: { type: 'boolean' },
    },
    strict: false,
  });
  const serverPort = typeof values.port === 'string' ? values.port : port || '8787';
  const state = values['persist-to'];
  const place = typeof state === 'string' ? ['--persist-to', state] : [];
  const where = ['--local', ...place];
  return {
    preparing: [
      ['d1', 'migrations', 'apply', 'DB', ...where],
      ['d1', 'execute', 'DB', '--file', 'src/sites/demo-site.sql', ...where],
    ],
    filling: values.empty === true ? null : place,
    serving: [
      'dev',
      // Twice the option would be two ports.
      ...(values.port === undefined ? ['--port', serverPort] : []),
      '--var',
      `ADMIN_KEY:${DEV_ADMIN_KEY}`,
      '--assets',
      assets,
      ...args.filter((arg) => arg !== '--empty'),
    ],
    dashboard: `http://localhost:${serverPort}/dashboard`,
  };
}

/** `args` are passed to Wrangler. A dry run only builds: it makes no call, and so needs no account. */
export function planDeploy(args: string[]): Command[] {
  const isDry = args.some((arg) => /^--dry-?run(=true)?$/i.test(arg));
  return [
    ...(isDry ? [] : [['d1', 'migrations', 'apply', 'DB', '--remote']]),
    ['deploy', '--minify', ...args],
  ];
}
