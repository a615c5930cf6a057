/**
 * What the pages of this repository link to is there: files, folders, headings by GitHub's anchors, and identifiers, which the
 * source file declares that is named with them: "`identifier` in [`file.ts`](file.ts)" or "[`file.ts`](file.ts) (`identifier`)".
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const ELSEWHERE = new Set(['node_modules', '.git', '.wrangler']);
const MAX_LINES = 250;

const pages = listPages(ROOT);

describe('the pages', () => {
  it('are found', () => {
    expect(pages).toContain('README.md');
    expect(pages).toContain('src/session/README.md');
  });

  it.each(pages)('%s links to what is there', (page) => {
    const broken = linksOf(page).filter(({ target }) => !isThere(page, target));
    expect(broken).toEqual([]);
  });

  it.each(pages)('%s links to places of the reference that are there', (page) => {
    const reference = readPage('src/assets/docs.html');
    const named = [...readPage(page).matchAll(/\]\(http:\/\/localhost:8787\/docs#([^)]+)\)/g)];
    const missing = named.filter(([, id]) => !reference.includes(` id="${id}"`));
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it.each(pages)('%s names links by where they lead', (page) => {
    const misnamed = linksOf(page).filter(({ text, target }) => !leadsTo(text, page, target));
    expect(misnamed).toEqual([]);
  });

  it.each(pages)('%s names identifiers with the file that declares them', (page) => {
    const missing = identifiersOf(page).filter(({ name, target }) => !declares(page, target, name));
    expect(missing).toEqual([]);
  });

  it('are read for identifiers before, in and after a link', () => {
    const prose =
      '`one` in [`a.ts`](b/a.ts), [`two`](c.ts), ([`d.ts`](d.ts) (`three`, `four`)); `five` and [`e.md`](e.md) (`six`)';
    expect(findIdentifiers(prose)).toEqual([
      { name: 'one', target: 'b/a.ts' },
      { name: 'two', target: 'c.ts' },
      { name: 'three', target: 'd.ts' },
      { name: 'four', target: 'd.ts' },
    ]);
  });

  it('begin with one that is read in one sitting', () => {
    expect(readPage('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
  });
});

function listPages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ELSEWHERE.has(entry.name) ? [] : listPages(file);
    return entry.name.endsWith('.md') ? [path.relative(ROOT, file)] : [];
  });
}

function readPage(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

/** What is in a block of code is no link and no heading. */
function proseOf(page: string): string {
  return readPage(page).replaceAll(/^ *```.*?^ *```$/gms, '');
}

type Link = { text: string; target: string };

/** Of the page's links those within the repository. */
function linksOf(page: string): Link[] {
  const links = [...proseOf(page).matchAll(/\[([^[\]]*)\]\(([^()\s]+)\)/g)];
  return links
    .map(([, text = '', target = '']) => ({ text, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** Whether a text such as `life/view.ts` or `src/sites` is the linked path, its end, or a folder that it is in. */
function leadsTo(text: string, page: string, target: string): boolean {
  const [, named] = /^`([^`\s]*(?:\/[^`\s]*|\.(?:ts|js|sql|md|toml)))`$/.exec(text) ?? [];
  if (named === undefined) return true;
  const label = path.normalize(named).replace(/\/$/, '');
  const linked = `/${linkedFile(page, target).replace(/\/$/, '')}/`;
  return linked.endsWith(`/${label}/`) || linked.startsWith(`/${label}/`);
}

/** Identifiers in backticks that a page names together with a linked `.ts` file. */
function identifiersOf(page: string) {
  return findIdentifiers(proseOf(page));
}

function findIdentifiers(prose: string): { name: string; target: string }[] {
  const named =
    /(?:`(\w+)`(?: in | of | \())?\[(?:`(\w+)`|[^[\]]*)\]\(([^():\s]+\.ts)\)(?: \(((?:`\w+`(?:, )?)+)\))?/g;
  return [...prose.matchAll(named)].flatMap(([, before, text, target = '', after = '']) => {
    const names = [before, text, ...[...after.matchAll(/`(\w+)`/g)].map(([, name]) => name)];
    return names.flatMap((name) => (name === undefined ? [] : [{ name, target }]));
  });
}

/** By a declaration or as the key of an object. An import or a use is not enough: that is in other files, too. */
function declares(page: string, target: string, name: string): boolean {
  const declaration = new RegExp(
    `\\b(?:const|let|function|class|type) ${name}\\b|^ *${name}\\??:`,
    'm',
  );
  return declaration.test(readPage(linkedFile(page, target)));
}

/** The linked file or folder, from the root of the repository. */
function linkedFile(page: string, target: string): string {
  const [file = ''] = target.split('#', 1);
  return file === '' ? page : path.join(path.dirname(page), file);
}

function isThere(page: string, target: string): boolean {
  const [, anchor] = target.split('#', 2);
  const linked = linkedFile(page, target);
  if (!existsSync(path.join(ROOT, linked))) return false;
  return anchor === undefined || (linked.endsWith('.md') && anchorsOf(linked).includes(anchor));
}

/** As GitHub makes them: lower case, without punctuation, and counted where a heading comes again. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(page).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}
