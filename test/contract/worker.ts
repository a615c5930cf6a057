/** The Worker as it is deployed, and watched: what the rigs build in place of `src/index.ts`, but for the bench. */
import service from '../../src/index';
import { watch } from './watch';

export { VisitorSession } from '../../src/index';

export default {
  fetch: (request, env, context) =>
    watch(request, context, (watched) => service.fetch(watched, env, context)),
  scheduled: service.scheduled,
} satisfies ExportedHandler<Env>;
