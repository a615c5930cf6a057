/** `npm run dev`: the Worker under Wrangler, with a local database that is up to date, the demo site and the demo. */
import { layOutDemo } from '../tracker/demo.ts';
import { planDev } from './plan.ts';
import { run, runQuietly } from './programs.ts';

const { preparing, serving } = planDev(process.argv.slice(2), process.env.PORT, layOutDemo());

console.log('Bringing the local database up to date …');
for (const command of preparing) {
  const { code, printed } = await runQuietly('wrangler', ...command);
  if (code === 0) continue;
  console.error(`wrangler ${command.join(' ')}\n${printed}`);
  process.exit(code);
}
process.exitCode = await run('wrangler', ...serving);
