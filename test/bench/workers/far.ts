/** Our service with its D1 in another process: local workerd would answer reports on the thread of the Worker. */
import { app } from '../../../src/app';
import { VisitorSession as Session } from '../../../src/session/object/object';
import { farDatabase } from './far-database';

type FarEnv = Env & { DATABASE_URL: string };

const withFarDatabase = (env: FarEnv): Env => ({ ...env, DB: farDatabase(env.DATABASE_URL) });

export class VisitorSession extends Session {
  constructor(state: DurableObjectState, env: FarEnv) {
    super(state, withFarDatabase(env));
  }
}

export default {
  fetch: (request: Request, env: FarEnv, context: ExecutionContext) =>
    app.fetch(request, withFarDatabase(env), context),
};
