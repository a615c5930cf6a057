import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeKey, makeSite } from '../../api';
import { BROKEN_DATABASE } from '../../wire/refusals';
import { type Stage, setStage, UNKNOWN } from '../stage';
import { call, type Told } from '../talk';

const ADMIN = { key: 'test-admin-key' };
let stage: Stage;
let told: Told;

beforeAll(async () => {
  stage = await setStage();
  told = { key: stage.keys.read };
});

async function read(uri: string, told: Told) {
  const { result, error } = await call('resources/read', { uri }, told);
  const { contents }: { contents: { uri: string; text: string; mimeType: string }[] } = JSON.parse(
    JSON.stringify(result ?? { contents: [] }),
  );
  return { error, content: contents[0] };
}

describe('the resources', () => {
  it('are listed, and each can be read', async () => {
    const { result } = await call('resources/list', {}, told);
    const { resources }: { resources: { uri: string; mimeType: string }[] } = JSON.parse(
      JSON.stringify(result),
    );
    expect(resources.map(({ uri }) => uri)).toEqual([
      'sessions://numbers',
      'sessions://site',
      'sessions://openapi',
    ]);
    for (const { uri, mimeType } of resources)
      expect((await read(uri, told)).content).toMatchObject({
        uri,
        mimeType,
        text: expect.stringMatching(/\S/),
      });
  });

  it('define the numbers in the words of the document', async () => {
    const { content } = await read('sessions://numbers', told);
    const { tags } = JSON.parse(env.DOCUMENT);
    const reports = tags.find(({ name }: { name: string }) => name === 'Reports');
    expect(content?.text).toBe(reports.description);
    expect(content?.text).toContain('| `bounced`, `bounce_rate` |');
  });

  it('have the document of the API as it is served, and each operation of it', async () => {
    const { content } = await read('sessions://openapi', told);
    expect(JSON.parse(content?.text ?? '')).toEqual(JSON.parse(env.DOCUMENT));
    const one = await read('sessions://openapi/createSession', told);
    expect(JSON.parse(one.content?.text ?? '')).toMatchObject({
      method: 'POST',
      path: '/api/visitors/session',
      operationId: 'createSession',
    });
  });

  it('have the settings of the site of the key, and for the operator of the site that is named', async () => {
    const own = JSON.parse((await read('sessions://site', told)).content?.text ?? '');
    expect(own).toMatchObject({
      site_id: stage.site_id,
      name: 'Test',
      timezone: 'Europe/Berlin',
      created_at_iso: expect.stringMatching(/\+0[12]:00$/),
    });
    const named = await read(`sessions://sites/${stage.site_id}`, ADMIN);
    expect(JSON.parse(named.content?.text ?? '')).toEqual(own);
    const { result } = await call('resources/list', {}, ADMIN);
    expect(JSON.stringify(result)).not.toContain('sessions://site"');
    expect((await read('sessions://site', ADMIN)).error?.message).toContain('sessions://sites/');
  });

  it('tell nothing of another site, or to a key that may not ask', async () => {
    const foreign = { key: (await makeKey(await makeSite())).key };
    const other = await read(`sessions://sites/${stage.site_id}`, foreign);
    expect(other.error?.message).toContain('another site');
    expect((await read('sessions://site', { key: stage.keys.write })).error?.message).toContain(
      'scope',
    );
  });

  it('that there are not are told to be missing', async () => {
    for (const uri of [
      'sessions://nothing',
      'file:///etc/passwd',
      `sessions://sites/${UNKNOWN}x`,
      'sessions://openapi/dropTables',
      'x',
    ])
      expect((await read(uri, told)).error).toMatchObject({ code: -32602, data: { uri } });
  });

  it('say nothing of what was thrown', async () => {
    const site_id = crypto.randomUUID();
    const { error } = await read(`sessions://sites/${site_id}`, {
      ...ADMIN,
      bindings: { DB: BROKEN_DATABASE },
    });
    expect(error?.message).toBe('The service cannot answer just now. Try again in 5 seconds.');
  });
});
