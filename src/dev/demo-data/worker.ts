/** Fills the demo site when it is asked anything. `fill-demo.ts` starts it, once; nothing deploys it. */
import { fillDemoSite } from './fill';

export default {
  async fetch(_request, env) {
    return Response.json(await fillDemoSite(env, { now: Date.now() }));
  },
} satisfies ExportedHandler<Env>;
