import { applyD1Migrations, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

declare global {
  namespace Cloudflare {
    interface Env {
      /** From `vitest.config.ts`. */
      MIGRATIONS: D1Migration[];
      SPARE: D1Database;
      BARE: D1Database;
      /** The text of `src/assets/openapi.json`. */
      DOCUMENT: string;
    }
  }
}

await applyD1Migrations(env.DB, env.MIGRATIONS);
