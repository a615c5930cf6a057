/** What the pages of this repository link to is there: files, folders, and headings by GitHub's anchors. */
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
    const broken = linksOf(page).filter((target) => !isThere(page, target));
    expect(broken).toEqual([]);
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

/** Of the page's links those within the repository. */
function linksOf(page: string): string[] {
  const links = [...proseOf(page).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target ?? '');
  return links.filter((target) => !/^[a-z]+:/.test(target));
}

function isThere(page: string, target: string): boolean {
  const [file = '', anchor] = target.split('#', 2);
  const linked = file === '' ? page : path.join(path.dirname(page), file);
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
