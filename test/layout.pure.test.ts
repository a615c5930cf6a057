/** How long a file may be, and that tests mirror the source: `src/a/b.ts` is tested in `test/a/b.test.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');

function listFiles(folder: string, kinds: RegExp): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => kinds.test(file));
}

const source = listFiles('src', /\.(tsx?|js|css)$/).filter(
  (file) => !/^assets\/|^client\/made\/|^worker-configuration\.d\.ts$/.test(file),
);
const tests = listFiles('test', /\.ts$/);

describe.each([
  ['src', source],
  ['test', tests],
])('the files of %s', (folder, files) => {
  const lengths = files.map((file) => {
    const text = readFileSync(path.join(ROOT, folder, file), 'utf8');
    return { file, lines: text.split('\n').length - 1 };
  });

  it('have at most 300 lines', () => {
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('have at most 100 lines in the median', () => {
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });
});

/** Folders of `test` with no counterpart in `src`: rigs, browsers, the wire, and what tests share. */
const OWN_FOLDERS =
  /^(bench|browser|chaos|contract|cost|engines|fuzz|proxies|rig|samples|support|wire)(\/|$)/;

/** Tests of a behaviour of many files, by folder. */
const WHOLE_BEHAVIOURS: Record<string, string[]> = {
  '.': ['architecture', 'layout', 'readme'],
  dev: ['scripts'],
  session: ['outage', 'races', 'totals'],
  'session/opening': ['names'],
  tracker: ['script'],
};

/** `races` of `session/races.test.ts`. */
const nameOf = (file: string) => path.posix.basename(file).replace(/(\.pure)?\.test\.ts$/, '');

describe('the folders of test', () => {
  const mirrored = tests.filter((file) => !OWN_FOLDERS.test(file));

  it('are those of src, but for the listed ones', () => {
    const folders = new Set(source.map((file) => path.posix.dirname(file)));
    expect(mirrored.filter((file) => !folders.has(path.posix.dirname(file)))).toEqual([]);
  });

  it('name each test after a file of src, "file.test.ts" or "file-behaviour.test.ts", or list it', () => {
    const misnamed = mirrored
      .filter((file) => file.endsWith('.test.ts'))
      .filter((file) => {
        const folder = path.posix.dirname(file);
        const name = nameOf(file);
        const files = source
          .filter((other) => path.posix.dirname(other) === folder)
          .map((other) => path.posix.basename(other, '.ts'));
        const isListed = WHOLE_BEHAVIOURS[folder]?.includes(name) ?? false;
        return !isListed && !files.some((one) => name === one || name.startsWith(`${one}-`));
      });
    expect(misnamed).toEqual([]);
  });

  it('have every test that is listed as a whole behaviour', () => {
    const listed = Object.entries(WHOLE_BEHAVIOURS).flatMap(([folder, names]) =>
      names.map((name) => path.posix.join(folder, name)),
    );
    const found = mirrored
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.posix.join(path.posix.dirname(file), nameOf(file)));
    expect(listed.filter((test) => !found.includes(test))).toEqual([]);
  });
});
