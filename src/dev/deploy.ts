/** `npm run deploy`: applies the migrations, then deploys. With `-- --dry-run` it only builds. */
import { planDeploy } from './plan.ts';
import { run } from './programs.ts';

for (const command of planDeploy(process.argv.slice(2))) {
  const code = await run('wrangler', ...command);
  if (code !== 0) process.exit(code);
}
