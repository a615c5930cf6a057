/**
 * Asks the demo site of `npm run dev` three questions over MCP, and prints what comes back, as src/mcp/README.md shows it.
 *
 *   node test/mcp/demo.ts [--url http://localhost:8787] [--key dev-admin-key]
 */
import { parseArgs } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8787' },
    key: { type: 'string', default: 'dev-admin-key' },
  },
});
const site_id = '5eed0000-0000-4000-8000-000000000001';

const client = new Client({ name: 'demo', version: '1.0.0' });
const requestInit = { headers: { authorization: `Bearer ${values.key}` } };
await client.connect(
  new StreamableHTTPClientTransport(new URL('/api/mcp', values.url), { requestInit }),
);
await ask('How did the shop do this week, and where do visitors come from?', 'report_breakdown', {
  by: 'channel',
  period: '7d',
  limit: 3,
});
await ask('Which follow-ups are still to be done?', 'list_tasks', { status: 'pending', limit: 1 });
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
