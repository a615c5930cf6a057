/** What is offered to whom, and how calls that cannot be done are answered. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeKey, makeSite, open } from '../../api';
import { recordWhen } from '../../support/stored';
import { type Stage, setStage, UNKNOWN } from '../stage';
import { call, callTool, codeOf, listTools } from '../talk';

const ADMIN = { key: 'test-admin-key' };
const READING = [
  'report_overview',
  'report_breakdown',
  'report_timeseries',
  'live_visitors',
  'search_sessions',
  'get_session',
  'explain_session',
  'get_visitor',
  'search_leads',
  'get_lead',
  'list_tasks',
];
const WRITING = ['update_lead', 'complete_task', 'identify_session', 'end_session'];

let stage: Stage;
let foreign: string;
/** A call of each tool that does what it says. */
let calls: Record<string, object>;

beforeAll(async () => {
  stage = await setStage();
  foreign = (await makeKey(await makeSite())).key;
  const { session_id, visitor_id, lead_id, task_id } = stage;
  calls = {
    report_overview: {},
    report_breakdown: { by: 'source' },
    report_timeseries: {},
    live_visitors: {},
    search_sessions: {},
    get_session: { session_id },
    explain_session: { session_id },
    get_visitor: { visitor_id },
    search_leads: {},
    get_lead: { lead_id },
    update_lead: { lead_id, status: 'contacted' },
    list_tasks: {},
    complete_task: { task_id },
    identify_session: { session_id, email: 'ann@shop.example' },
    end_session: { session_id },
  };
});

const namesFor = async (key: string) => (await listTools({ key })).map(({ name }) => name).sort();

describe('the tools', () => {
  it('are offered by the scope of the key', async () => {
    expect(await namesFor(stage.keys.all)).toEqual([...READING, ...WRITING].sort());
    expect(await namesFor(stage.keys.read)).toEqual([...READING].sort());
    expect(await namesFor(stage.keys.write)).toEqual([...WRITING, 'get_session'].sort());
    expect(await namesFor(ADMIN.key)).toEqual([...READING, ...WRITING].sort());
  });

  it('say what they do, take nothing else than they list, and tell truly what they change', async () => {
    for (const tool of await listTools(ADMIN)) {
      expect(tool.description.length).toBeGreaterThan(100);
      expect(tool.title).toMatch(/^[A-Z]/);
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      for (const field of Object.values(tool.inputSchema.properties ?? {}))
        expect(Object(field).description).toMatch(/\S/);
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
      const isReading = READING.includes(tool.name);
      expect(tool.annotations).toEqual({
        readOnlyHint: isReading,
        destructiveHint: !isReading,
        idempotentHint: true,
        openWorldHint: false,
      });
    }
  });

  it('name the site for the operator alone', async () => {
    for (const { name, inputSchema } of await listTools(ADMIN))
      expect({ name, properties: inputSchema.properties }).toHaveProperty('properties.site_id');
    for (const { name, inputSchema } of await listTools({ key: stage.keys.all }))
      expect({ name, properties: inputSchema.properties }).not.toHaveProperty('properties.site_id');
  });

  it('take together less room than a model has for them', async () => {
    const listed = await listTools({ key: stage.keys.all });
    const seen = listed.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
    }));
    expect(JSON.stringify(seen).length).toBeLessThan(30 * 1024);
  });

  it('are all idempotent: the same call again changes nothing', async () => {
    const told = { key: stage.keys.all };
    for (const name of WRITING) {
      const first = await callTool(name, calls[name] ?? {}, told);
      const {
        updated_at: _,
        updated_at_iso: __,
        is_new_lead: ___,
        ttl: ____,
        ...again
      } = (await callTool(name, calls[name] ?? {}, told)).told;
      expect({ name, told: first.told }).toMatchObject({ name, told: again });
    }
  });

  it('each answer with a key of the site, and with the ADMIN_KEY where the site is named', async () => {
    for (const [name, args] of Object.entries(calls)) {
      const own = await callTool(name, args, { key: stage.keys.all });
      expect({ name, code: codeOf(own) }).toEqual({ name, code: undefined });
      expect(own.told).toMatchObject({ site_id: stage.site_id, time_zone: 'Europe/Berlin' });
      const named = await callTool(name, { ...args, site_id: stage.site_id }, ADMIN);
      expect({ name, code: codeOf(named) }).toEqual({ name, code: undefined });
    }
  });

  it('tell the operator to name the site where nothing else does', async () => {
    const asked = await callTool('search_leads', {}, ADMIN);
    expect(codeOf(asked)).toBe('validation_failed');
    expect(asked.text).toContain('Give site_id');
    // A tool has arguments alone.
    expect(asked.text).not.toContain('query');
    const unknown = await callTool('search_leads', { site_id: UNKNOWN }, ADMIN);
    expect(codeOf(unknown)).toBe('site_not_found');
  });
});

describe('a call', () => {
  it('beyond the scope of the key is answered with the scope that it needs', async () => {
    for (const name of WRITING) {
      const refused = await callTool(name, calls[name] ?? {}, { key: stage.keys.read });
      expect({ name, code: codeOf(refused) }).toEqual({ name, code: 'forbidden' });
      expect(refused.text).toContain('write');
    }
    for (const name of READING.filter((one) => one !== 'get_session')) {
      const refused = await callTool(name, calls[name] ?? {}, { key: stage.keys.write });
      expect({ name, code: codeOf(refused) }).toEqual({ name, code: 'forbidden' });
    }
  });

  it('with ids of another site finds nothing, and changes nothing', async () => {
    const expected: Record<string, string> = {
      get_session: 'session_not_found',
      explain_session: 'session_not_found',
      get_visitor: 'visitor_not_found',
      get_lead: 'lead_not_found',
      update_lead: 'lead_not_found',
      complete_task: 'task_not_found',
      identify_session: 'session_not_found',
      end_session: 'session_not_found',
    };
    for (const [name, code] of Object.entries(expected)) {
      const done = await callTool(name, calls[name] ?? {}, { key: foreign });
      expect({ name, code: codeOf(done) }).toEqual({ name, code });
      // Says which tool to go on with, and no route.
      expect(done.text).not.toMatch(/POST|GET|\/api\//);
    }
    const { told } = await callTool('search_sessions', {}, { key: foreign });
    expect(told.sessions).toEqual([]);
  });

  it('that names another site than that of the key is refused', async () => {
    for (const [name, args] of Object.entries(calls)) {
      const done = await callTool(name, { ...args, site_id: stage.site_id }, { key: foreign });
      expect({ name, code: codeOf(done) }).toEqual({ name, code: 'wrong_site' });
    }
  });

  it('of an unknown tool is an error of the protocol, which lists the known ones', async () => {
    const { error } = await call(
      'tools/call',
      { name: 'drop_table', arguments: {} },
      { key: stage.keys.read },
    );
    expect(error).toMatchObject({
      code: -32602,
      message: expect.stringContaining('report_overview'),
    });
    expect(error?.message).not.toContain('update_lead');
  });
});

describe('arguments', () => {
  const wrong: [name: string, args: object, path: string][] = [
    ['get_session', {}, 'session_id'],
    ['get_session', { session_id: 'one' }, 'session_id'],
    ['get_session', { session_id: UNKNOWN, sesion: 1 }, 'sesion'],
    ['search_sessions', { contry: 'DE' }, 'contry'],
    ['search_sessions', { limit: 0 }, 'limit'],
    ['search_sessions', { limit: 100_000 }, 'limit'],
    ['search_sessions', { after: 'x' }, 'after'],
    ['search_sessions', { from: 'yesterday' }, 'from'],
    ['search_sessions', { country: ['DE'] }, 'country'],
    ['search_sessions', { max_bytes: 1 }, 'max_bytes'],
    ['search_sessions', { max_bytes: 'all' }, 'max_bytes'],
    ['search_leads', { q: 'x'.repeat(10_000) }, 'q'],
    ['report_breakdown', { by: 'password' }, 'by'],
    ['report_breakdown', {}, 'by'],
    ['update_lead', { lead_id: UNKNOWN }, ''],
    ['update_lead', { lead_id: UNKNOWN, status: 'won' }, 'status'],
    ['update_lead', { lead_id: UNKNOWN, name: 'x'.repeat(10_000) }, 'name'],
    ['complete_task', { task_id: UNKNOWN, status: 'failed' }, 'status'],
    ['identify_session', { session_id: UNKNOWN }, ''],
    ['identify_session', { session_id: UNKNOWN, email: 'not one' }, 'email'],
    ['end_session', { session_id: UNKNOWN, exit_url: 'javascript:alert(1)' }, 'exit_url'],
    ['end_session', { session_id: UNKNOWN, custom_data: {} }, 'custom_data'],
  ];

  it.each(wrong)('of %s that are wrong are named: %j', async (name, args, path) => {
    const done = await callTool(name, args, { key: stage.keys.all });
    expect(codeOf(done)).toBe('validation_failed');
    const { issues } = Object(Object(done.told.error).details);
    expect(issues).toContainEqual({ path, message: expect.stringMatching(/\S/) });
  });

  it('that are numbers, flags or null are taken where the API takes text', async () => {
    const told = { key: stage.keys.all };
    const args = { engaged: true, min_page_views: 2, from: 0, country: null, is_bot: 'true,false' };
    const { told: found } = await callTool('search_sessions', args, told);
    expect(found.sessions).toMatchObject([{ session_id: stage.session_id }]);
  });

  it('that are null are as good as absent, also where the tool has a default of its own', async () => {
    const told = { key: stage.keys.all };
    const url = 'https://shop.example/';
    const opened = Array.from({ length: 12 }, () => open({ site_id: stage.site_id, url }));
    for (const { data } of await Promise.all(opened)) await recordWhen(data.session_id, () => true);
    const { told: absent } = await callTool('search_sessions', {}, told);
    const nulls = { limit: null, max_bytes: null };
    const { told: found } = await callTool('search_sessions', nulls, told);
    expect(absent.sessions).toHaveLength(10);
    expect(found).toEqual(absent);
  });
});
