/** The Worker of the README under workerd, with what Cloudflare's edge adds to a request. */
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { COMPATIBILITY_DATE } from '../rig/serve.ts';
import type { Standing } from './visitor.ts';

export async function startWorker(
  script: string,
  proxyKey: string,
  country: 'DE',
): Promise<Standing> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'proxy',
      modules: true,
      script,
      compatibilityDate: COMPATIBILITY_DATE,
      bindings: { PROXY_KEY: proxyKey },
      cf: false,
    }),
  );
  await miniflare.ready;
  return {
    stop: () => miniflare.dispose(),
    async ask(address, method, path, headers, body) {
      const response = await miniflare.dispatchFetch(`https://shop.example${path}`, {
        method,
        headers: { ...headers, 'cf-connecting-ip': address },
        body,
        cf: { country },
        redirect: 'manual',
      });
      const { status } = response;
      return { status, headers: new Headers([...response.headers]), text: await response.text() };
    },
  };
}
