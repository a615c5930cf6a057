/**
 * `npm run dev`: the Worker under Wrangler, with a local database that is up to date, the demo site and the demo. The first run fills the
 * demo site with visits; with `-- --empty` none does.
 */
import { layOutDemo } from '../tracker/demo.ts';
import { DEV_ADMIN_KEY, planDev } from './plan.ts';
import { run, runQuietly } from './programs.ts';

const { preparing, filling, serving, dashboard } = planDev(
  process.argv.slice(2),
  process.env.PORT,
  layOutDemo(),
);

console.log('Bringing the local database up to date …');
for (const command of preparing) {
  const { code, printed } = await runQuietly('wrangler', ...command);
  if (code === 0) continue;
  console.error(`wrangler ${command.join(' ')}\n${printed}`);
  process.exit(code);
}
if (filling !== null) {
  const { code, printed } = await runQuietly('fill-demo', ...filling);
  // A demo without visits is better than none.
  if (code !== 0) console.error('The demo site was not filled:');
  if (printed !== '') console.log(printed.trimEnd());
}
console.log(`The dashboard will be at ${dashboard}: sign in with ${DEV_ADMIN_KEY}.`);
process.exitCode = await run('wrangler', ...serving);
