/** The layout of `src`: which room may import which, and whose tables are whose. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS, TABLES } from './rooms';

const SRC = path.join(import.meta.dirname, '../src');
/** Not the service: the browser script and what is run by hand. What fills the demo is made of the service's rooms. */
const APART = /^(tracker\/|dev\/[^/]+$)/;
const GENERATED = ['worker-configuration.d.ts'];

const files = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|js|css)$/.test(file) && !/^assets\//.test(file))
    .filter((file) => !GENERATED.includes(file))
    .map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(SRC, file), 'utf8')]),
);
const service = [...files].filter(([file]) => /\.tsx?$/.test(file) && !APART.test(file));

/** Files that may use Hono's `Context`: the layer of HTTP. */
const HTTP_LAYER = /^(app\.ts|http\/.*|(.*\/)?([a-z]+-)?routes\.ts)$/;

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function importsOf(file: string, text: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+)'/g);
  return [...found].map(([, specifier = '']) => {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    if (/\.\w+$/.test(target)) return target;
    return files.has(`${target}.tsx`) ? `${target}.tsx` : `${target}.ts`;
  });
}

/** The first way that leads back to where it began, or null. */
function findCircle(edges: Map<string, Set<string>>): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] | null => {
    const at = trail.indexOf(node);
    if (at >= 0) return [...trail.slice(at), node];
    if (done.has(node)) return null;
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next, [...trail, node]);
      if (circle !== null) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of edges.keys()) {
    const circle = visit(node, []);
    if (circle !== null) return circle;
  }
  return null;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** Whether a text in quotes that is SQL names the table. */
function namesTable(text: string, table: string): boolean {
  const quoted = withoutComments(text).match(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g) ?? [];
  const named = new RegExp(
    `\\b(FROM|JOIN|INTO|TABLE|UPDATE(\\s+OR\\s+\\w+)?)\\s+${table}\\b|\\b${table}\\.[a-z_]+|,\\s*${table}\\s+WHERE`,
  );
  const isSql = /\b(SELECT|INSERT|UPDATE|DELETE|EXISTS|JOIN|CREATE)\b/;
  return quoted.some((one) => isSql.test(one) && named.test(one));
}

describe('the rooms', () => {
  it('have a place for every file of the service', () => {
    const homeless = service.map(([file]) => file).filter((file) => roomOf(file) === undefined);
    expect(homeless).toEqual(['env.d.ts']);
  });

  it('import only what is allowed to them', () => {
    const forbidden = service.flatMap(([file, text]) => {
      const room = roomOf(file) ?? '';
      const allowed = [room, ...(ROOMS[room] ?? [])];
      return importsOf(file, text)
        .filter((target) => !allowed.includes(roomOf(target) ?? '') && !allowed.includes(target))
        .map((target) => `${file} -> ${target}`);
    });
    expect(forbidden).toEqual([]);
  });

  it('use each permission', () => {
    const used = new Set(
      service.flatMap(([file, text]) =>
        importsOf(file, text).flatMap((target) => [
          `${roomOf(file)} -> ${roomOf(target)}`,
          `${roomOf(file)} -> ${target}`,
        ]),
      ),
    );
    const unused = Object.entries(ROOMS).flatMap(([room, allowed]) =>
      allowed.map((other) => `${room} -> ${other}`).filter((edge) => !used.has(edge)),
    );
    expect(unused).toEqual([]);
  });

  it('import the object itself only where the Worker exports it', () => {
    const importing = service
      .filter(([file, text]) => importsOf(file, text).includes('session/object/object.ts'))
      .map(([file]) => file);
    expect(importing).toEqual(['index.ts']);
  });

  it('form no circle, and neither do files, here or in the browser script', () => {
    const ofFiles = new Map(
      [...files].map(([file, text]) => [file, new Set(importsOf(file, text))]),
    );
    expect(findCircle(ofFiles)).toBeNull();
    const ofRooms = new Map<string, Set<string>>();
    for (const [file, text] of service) {
      const room = roomOf(file) ?? '';
      const targets = importsOf(file, text).map((target) => roomOf(target) ?? '');
      const known = ofRooms.get(room) ?? new Set();
      ofRooms.set(room, new Set([...known, ...targets].filter((target) => target !== room)));
    }
    expect(findCircle(ofRooms)).toBeNull();
  });

  it('name a table in their SQL only where it is theirs', () => {
    const foreign = service.flatMap(([file, text]) =>
      Object.entries(TABLES)
        .filter(([table, owner]) => !file.startsWith(`${owner}/`) && namesTable(text, table))
        .map(([table]) => `${file}: ${table}`),
    );
    expect(foreign).toEqual([]);
  });

  it.each([
    'db.prepare(`SELECT 1 FROM leads`)',
    "const sql = 'UPDATE OR IGNORE leads SET name = 1';",
    'const sql = `INSERT INTO leads (a) VALUES (1)`;',
    'const sql = `SELECT leads.name FROM (SELECT 1) AS leads`;',
    'const sql = `SELECT 1 FROM other, leads WHERE 1`;',
  ])('are seen to name a table in %s', (text) => {
    expect(namesTable(text, 'leads')).toBe(true);
  });

  it.each([
    "import { findLead } from '../leads/lead';",
    '// FROM leads',
    'const leads = await list(); leads.length;',
    'logError(`no leads`);',
  ])('are not taken to name a table in %s', (text) => {
    expect(namesTable(text, 'leads')).toBe(false);
  });

  it("know of Hono's Context only where HTTP is", () => {
    const knowing = service
      .filter(([file, text]) => /from 'hono(\/|')|@hono\//.test(text) && !HTTP_LAYER.test(file))
      .map(([file]) => file);
    expect(knowing).toEqual([]);
  });
});
