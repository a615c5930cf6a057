// ADMIN_KEY is a secret (`npx wrangler secret put ADMIN_KEY`), so no file that a deployment reads names it.
declare namespace Cloudflare {
  interface Env {
    ADMIN_KEY?: string;
  }
}
interface Env {
  ADMIN_KEY?: string;
}
