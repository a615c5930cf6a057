import { app } from './app';
import { runUpkeep } from './upkeep/run';

export { VisitorSession } from './session/object/object';

export default {
  fetch: app.fetch,
  async scheduled(controller, env) {
    await runUpkeep(env, controller.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
