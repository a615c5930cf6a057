/** The official client speaks with the built Worker over HTTP, in each revision of the protocol that it knows. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient, unwrap } from '../../src/client/client.ts';
import { buildWorker } from '../rig/build.ts';
import { ADMIN_KEY, type Service, startService } from '../rig/serve.ts';

/** As it is deployed, with the MCP server as a module of its own. */
let script: string;
let service: Service;
let site_id: string;
const keys = { all: '', read: '' };
const ids = { session_id: '', lead_id: '', task_id: '' };
const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-mcp-'));
const open: Client[] = [];

beforeAll(async () => {
  script = buildWorker();
  service = await startService({ script, stateDir });
  const url = service.url.origin;
  const admin = createClient({ url, key: ADMIN_KEY });
  ({ site_id } = unwrap(await admin.createSite({ name: 'Shop', timezone: 'Europe/Berlin' })));
  keys.all = unwrap(await admin.createKey({ site_id, name: 'assistant' })).key;
  keys.read = unwrap(await admin.createKey({ site_id, name: 'reader', scope: 'read' })).key;
  const api = createClient({ url, key: keys.all });
  const page = 'https://shop.example/shoes?utm_source=news';
  const { session_id } = unwrap(await api.createSession({ site_id, url: page }));
  const told = { email: 'ann@shop.example', name: 'Ann', create_task: true };
  const { lead_id, task_id } = unwrap(await api.identifySession({ session_id, ...told }));
  Object.assign(ids, { session_id, lead_id, task_id });
  await vi.waitUntil(async () => unwrap(await api.listSessions({ lead_id })).sessions.length === 1);
}, 60_000);
afterAll(async () => {
  for (const client of open) await client.close();
  await service.miniflare.dispose();
  rmSync(stateDir, { recursive: true, force: true });
});

/** `version`: 'auto' asks for the newest revision, as a client of today does. */
async function connect(key: string, version: string): Promise<Client> {
  const versionNegotiation =
    version === 'auto' ? { mode: 'auto' as const } : { mode: { pin: version } };
  const isOld = version !== 'auto' && version < '2026';
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    isOld ? { supportedProtocolVersions: [version] } : { versionNegotiation },
  );
  const headers = { authorization: `Bearer ${key}` };
  const transport = new StreamableHTTPClientTransport(new URL('/api/mcp', service.url), {
    requestInit: { headers },
  });
  await client.connect(transport);
  open.push(client);
  return client;
}

describe.each(['auto', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'])(
  'a client that speaks %s',
  (version) => {
    it('finds tools, asks, changes and asks again', async () => {
      const client = await connect(keys.all, version);
      expect(client.getNegotiatedProtocolVersion()).toBe(
        version === 'auto' ? '2026-07-28' : version,
      );
      expect(client.getServerVersion()).toMatchObject({ name: 'visitor-sessions' });
      expect(client.getInstructions()).toContain('report_overview');
      const { tools } = await client.listTools();
      expect(tools).toHaveLength(15);

      const found = await client.callTool({
        name: 'search_sessions',
        arguments: { source: 'news' },
      });
      expect(found.structuredContent).toMatchObject({
        site_id,
        sessions: [{ session_id: ids.session_id, lead_id: ids.lead_id }],
      });
      const { lead_id, task_id } = ids;
      const status = version === 'auto' ? 'contacted' : 'qualified';
      await client.callTool({ name: 'update_lead', arguments: { lead_id, status } });
      await client.callTool({ name: 'complete_task', arguments: { task_id } });
      const lead = await client.callTool({ name: 'get_lead', arguments: { lead_id } });
      expect(lead.structuredContent).toMatchObject({
        lead: { status, name: 'Ann' },
        sessions: [{ lead_id }],
      });
      const tasks = await client.callTool({
        name: 'list_tasks',
        arguments: { status: 'completed' },
      });
      expect(tasks.structuredContent).toMatchObject({ tasks: [{ task_id }] });
      const numbers = await client.callTool({
        name: 'report_overview',
        arguments: { period: 'today' },
      });
      expect(numbers.structuredContent).toMatchObject({ summary: { sessions: 1, identified: 1 } });

      const { resources } = await client.listResources();
      expect(resources.map(({ uri }) => uri)).toContain('sessions://numbers');
      const { contents } = await client.readResource({ uri: 'sessions://site' });
      expect(JSON.stringify(contents)).toContain('Europe/Berlin');
      const { prompts } = await client.listPrompts();
      expect(prompts).toHaveLength(3);
      const { messages } = await client.getPrompt({ name: 'weekly_report' });
      expect(JSON.stringify(messages)).toContain('report_overview');
    });

    it('is told what went wrong as a result', async () => {
      const client = await connect(keys.read, version);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).not.toContain('update_lead');
      const refused = await client.callTool({
        name: 'update_lead',
        arguments: { lead_id: ids.lead_id, status: 'lost' },
      });
      expect(refused).toMatchObject({ isError: true });
      expect(JSON.stringify(refused.content)).toContain('forbidden');
      const wrong = await client.callTool({ name: 'get_session', arguments: { session_id: 1 } });
      expect(wrong).toMatchObject({ isError: true });
      await expect(client.callTool({ name: 'nothing' })).rejects.toThrow('There is no such tool');
    });
  },
);

it('answers many requests of one client at once', async () => {
  const client = await connect(keys.all, 'auto');
  const asked = Array.from({ length: 30 }, (_, at) =>
    client.callTool({
      name: 'report_breakdown',
      arguments: { by: at % 2 === 0 ? 'source' : 'country' },
    }),
  );
  const answers = await Promise.all(asked);
  expect(answers.map(({ structuredContent }) => structuredContent)).toMatchObject(
    asked.map((_, at) => ({ by: at % 2 === 0 ? 'source' : 'country' })),
  );
});

it('does not let in a client with a wrong key', async () => {
  await expect(connect('wrong', '2025-11-25')).rejects.toThrow(/401|unauthorized/i);
  await expect(connect(`${keys.all.slice(0, -1)}x`, 'auto')).rejects.toThrow(/401|unauthorized/i);
});

it('has nothing to listen to', async () => {
  const client = await connect(keys.all, 'auto');
  expect(client.getServerCapabilities()).toEqual({
    tools: {},
    resources: {},
    prompts: {},
    completions: {},
  });
});

it('takes an array of messages, as the revision 2025-03-26 has them', async () => {
  const message = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' });
  const response = await fetch(new URL('/api/mcp', service.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.read}` },
    body: JSON.stringify([message(1), message(2)]),
  });
  expect(await response.json()).toMatchObject([
    { id: 1, result: {} },
    { id: 2, result: {} },
  ]);
});

it('is brought by the first request for it, and by no other', async () => {
  // Where it cannot even be begun, all else works.
  const built = path.dirname(script);
  const folder = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-unloaded-'));
  cpSync(built, folder, { recursive: true });
  writeFileSync(path.join(folder, 'mcp/made/server.mjs'), 'throw new Error("begun");');
  const broken = path.join(folder, path.basename(script));
  const other = await startService({
    script: broken,
    stateDir: path.join(folder, 'state'),
    quiet: true,
  });
  try {
    const url = other.url.origin;
    const admin = createClient({ url, key: ADMIN_KEY });
    const made = unwrap(await admin.createSite({ name: 'Shop', allowed_origins: ['*'] }));
    const { session_id } = unwrap(await admin.createSession({ site_id: made.site_id }));
    unwrap(await admin.endSession({ session_id }));
    unwrap(await admin.getOverview({ site_id: made.site_id }));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
    const asked = await fetch(`${url}/api/mcp`, { method: 'POST', headers, body });
    expect(asked.status).toBe(500);
    expect((await fetch(`${url}/api/mcp`, { method: 'POST' })).status).toBe(401);
  } finally {
    await other.miniflare.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
