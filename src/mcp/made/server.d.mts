/** Made of `server/serve.ts` by `npm run mcp`. */
export { serve } from '../server/serve';
