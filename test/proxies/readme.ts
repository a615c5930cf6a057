import { readFileSync } from 'node:fs';
import path from 'node:path';

const README = path.resolve(import.meta.dirname, '../../src/tracker/README.md');
/** What who copies a proxy has to put in. */
const API = 'https://visitor-sessions.YOUR-SUBDOMAIN.workers.dev';

/** The proxy that the script's README offers in a language, unchanged but for the address of the API. */
export function readProxy(language: string, api: URL): string {
  const readme = readFileSync(README, 'utf8');
  const section = /^## Behind a proxy of your site\n(.*?)^## /ms.exec(readme)?.[1] ?? '';
  const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(
    ([, name]) => name === language,
  );
  const [block] = blocks;
  if (blocks.length !== 1 || block?.[2]?.includes(API) !== true)
    throw new Error(`${README} has ${blocks.length} proxies in ${language}, or none of this API`);
  return block[2].replaceAll(API, api.origin);
}
