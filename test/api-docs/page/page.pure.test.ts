/** The page holds all of the document, and the document as text only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePage } from '../../../src/api-docs/page/page';
import type { OpenApi } from '../../../src/api-docs/page/reading';
import { readContract } from '../../contract/document';

const ASSETS = path.join(import.meta.dirname, '../../../src/assets');
const text = readFileSync(path.join(ASSETS, 'openapi.json'), 'utf8');
const page = readFileSync(path.join(ASSETS, 'docs.html'), 'utf8');
const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);

describe('the page', () => {
  it('has a place for each operation, with its path', () => {
    for (const { method, path, operation } of readContract(text).operations)
      expect(page).toContain(
        `<section class="operation" id="${operation.operationId}" data-method="${method}" data-path="${path}">`,
      );
  });

  it('has a place for each field that callers send', () => {
    const { components, paths } = JSON.parse(text);
    for (const [name, { properties = {} }] of Object.entries<{ properties?: object }>(
      components.schemas,
    )) {
      if (!name.endsWith('Body')) continue;
      const id = `${name.charAt(0).toLowerCase()}${name.slice(1, -'Body'.length)}`;
      for (const field of Object.keys(properties)) expect(ids).toContain(`${id}.${field}`);
    }
    expect(Object.keys(paths).length).toBeGreaterThan(20);
    expect(ids).toContain('createSession.device.os.name');
    expect(ids).toContain('listSessions.channel');
  });

  it('names every failure and every object once', () => {
    expect(ids).toContain('error-session_ended');
    expect(ids).toContain('Session.ttl');
    expect(ids).toContain('OpenedSession.reopened');
    expect(ids).not.toContain('OpenedSession.ttl');
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('links within itself to what is there, and nowhere else', () => {
    const targets = [...page.matchAll(/ href="([^"]*)"/g)].map(([, target = '']) => target);
    const outside = targets.filter((target) => !/^#|^data:,$|^\/openapi\.json$/.test(target));
    expect(outside).toEqual([]);
    const missing = targets.filter((one) => one.startsWith('#') && !ids.includes(one.slice(1)));
    expect(missing).toEqual([]);
  });
});

const EVIL = '<img src=x onerror=alert(1)> & "quoted"';
const SHOWN = '&lt;img src=x onerror=alert(1)&gt;';

describe('what a document says', () => {
  const hostile: OpenApi = {
    info: { title: EVIL, version: EVIL, description: `${EVIL}\n\n## ${EVIL}\n\n${EVIL}` },
    tags: [{ name: EVIL, description: EVIL }],
    paths: {
      [`/${EVIL}`]: {
        post: {
          operationId: EVIL,
          tags: [EVIL],
          summary: EVIL,
          description: EVIL,
          'x-caller': EVIL,
          parameters: [
            {
              name: EVIL,
              in: 'query',
              required: true,
              description: EVIL,
              schema: { type: 'string', enum: [EVIL], default: EVIL },
            },
          ],
          responses: {
            200: { description: EVIL, content: { [EVIL]: { schema: { type: 'string' } } } },
            404: {
              description: EVIL,
              content: { 'application/json': { schema: {}, examples: { [EVIL]: {} } } },
            },
          },
          'x-codeSamples': [{ label: EVIL, source: EVIL }],
        },
      },
    },
    components: {
      parameters: {},
      responses: {},
      examples: { [EVIL]: { summary: EVIL, value: { error: { code: EVIL } } } },
      schemas: {
        [EVIL]: {
          type: EVIL,
          description: EVIL,
          properties: { [EVIL]: { type: EVIL, const: EVIL, description: EVIL } },
        },
      },
    },
  };
  const made = makePage(hostile, { style: '', fold: '', script: '' }, "default-src 'none'");

  it('is text, wherever it stands', () => {
    expect(made).not.toContain('<img');
    expect(made.split(SHOWN).length).toBeGreaterThan(30);
  });

  it('does not end an attribute', () => {
    for (const [, value = ''] of made.matchAll(/ (?:id|href|aria-label|data-path)="([^"]*)"/g))
      expect(value).not.toMatch(/[<>]/);
    expect(made).not.toMatch(/="[^"]*" quoted/);
  });
});
