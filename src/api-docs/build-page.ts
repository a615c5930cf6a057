/** Puts the page of the reference together: the document as HTML, with its style and scripts inside, and nothing from elsewhere. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { makePage } from './page/page.ts';
import type { OpenApi } from './page/reading.ts';

const FOLDER = import.meta.dirname;
const STYLES = ['text', 'contents', 'reference', 'forms'];

/** The whole page, as it is served at `/docs`. */
export function buildPage(document: OpenApi): string {
  const style = buildStyle();
  const fold = buildScript('fold');
  const script = buildScript('script');
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(fold)} ${hashOf(script)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return makePage(document, { style, fold, script }, policy);
}

function buildStyle(): string {
  const contents = STYLES.map((name) =>
    readFileSync(path.join(FOLDER, 'page/style', `${name}.css`), 'utf8'),
  ).join('\n');
  return build({ stdin: { contents, loader: 'css' } });
}

function buildScript(name: string): string {
  return build({ entryPoints: [path.join(FOLDER, 'browser', `${name}.ts`)], format: 'iife' });
}

function build(options: Parameters<typeof buildSync>[0]): string {
  const { outputFiles } = buildSync({
    ...options,
    bundle: true,
    minify: true,
    target: 'es2022',
    tsconfigRaw: {},
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0]?.text.trim() ?? '';
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
