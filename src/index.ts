import { app } from './app';

export { VisitorSession } from './session/object/object';

export default {
  fetch: app.fetch,
  async scheduled(controller, env) {
    const { runUpkeep } = await import('./upkeep/run');
    await runUpkeep(env, controller.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
