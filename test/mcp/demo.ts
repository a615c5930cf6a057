/**
 * Asks the demo site of `npm run dev` three questions over MCP, and prints what comes back, as src/mcp/README.md shows it.
 *
 *   node test/mcp/demo.ts [--url http://localhost:8787] [--key dev-admin-key] [--fill]
 *
 * `--fill`: makes a few visits first, for a site that has none.
 */
import { parseArgs } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createClient, unwrap } from '../../src/client/client.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8787' },
    key: { type: 'string', default: 'dev-admin-key' },
    fill: { type: 'boolean', default: false },
  },
});
const site_id = '5eed0000-0000-4000-8000-000000000001';

if (values.fill) await fill();
const client = new Client({ name: 'demo', version: '1.0.0' });
const requestInit = { headers: { authorization: `Bearer ${values.key}` } };
await client.connect(
  new StreamableHTTPClientTransport(new URL('/api/mcp', values.url), { requestInit }),
);
await ask('How did the shop do this week, and where do visitors come from?', 'report_breakdown', {
  by: 'channel',
  period: '7d',
});
await ask('Who is on the site right now?', 'live_visitors', { limit: 2 });
const bounced = { engaged: false, status: 'ended', limit: 1 };
const { sessions } = await call('search_sessions', bounced);
const [session] = Array.isArray(sessions) ? sessions : [];
const { session_id } = Object(session);
await ask('Why did the last visitor who left count as a bounce?', 'explain_session', {
  session_id,
});
await client.close();

async function call(name: string, args: object): Promise<Record<string, unknown>> {
  const result = await client.callTool({ name, arguments: { site_id, ...args } });
  return Object(result.structuredContent);
}

async function ask(question: string, name: string, args: object): Promise<void> {
  console.log(`\n# ${question}\n${name} ${JSON.stringify(args)}`);
  console.log(JSON.stringify(await call(name, args), null, 2));
}

/** Some who buy, some who leave at once, one who says who they are, and one who is still here. */
async function fill(): Promise<void> {
  const api = createClient({ url: values.url, key: values.key });
  const shop = 'https://shop.example';
  const visit = async (from: object, pages: string[]) => {
    const { session_id } = unwrap(
      await api.createSession({ site_id, url: `${shop}${pages[0]}`, ...from }),
    );
    for (const [at, page] of pages.entries())
      if (at > 0)
        await api.updateSession({
          session_id,
          site_id,
          current_url: `${shop}${page}`,
          page_views: at + 1,
        });
    return session_id;
  };
  const germany = { location: { country: 'DE' }, device: { type: 'desktop', os: 'macOS' } };
  const mail = { ...germany, utm_params: { source: 'spring-news', medium: 'email' } };
  const search = { ...germany, referrer: 'https://www.google.com/' };
  for (const pages of [
    ['/', '/shoes', '/cart'],
    ['/shoes', '/shoes/red'],
    ['/', '/about'],
  ])
    await api.endSession({ session_id: await visit(mail, pages) });
  for (const pages of [['/shoes', '/cart'], ['/blog/care']])
    await api.endSession({ session_id: await visit(search, pages) });
  const session_id = await visit(mail, ['/', '/contact']);
  await api.identifySession({
    session_id,
    email: 'ann@example.com',
    name: 'Ann',
    create_task: true,
  });
  await visit({ ...search, device: { type: 'mobile', os: 'Android' } }, ['/shoes']);
  // Lists come from D1, which is written after the answer.
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
