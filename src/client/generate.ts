/**
 * Makes `made/` from the document of the API: `schema.ts`, its types, and `methods.ts`, the methods of the client with the words of
 * the document. They are committed; `--check` fails if one is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { loosen, openLists } from './loosen.ts';
import { writeMethods } from './write-methods.ts';

const DOCUMENT = path.resolve(import.meta.dirname, '../assets/openapi.json');
const MADE = path.join(import.meta.dirname, 'made');
const HEAD = '// Made by "npm run client" from the document of the API.\n';

// `openapi-typescript` prints with the compiler's own printer, which TypeScript 7 has no more. Not TypeScript 5 as a package
// of this repository: its `tsc` would take the place of ours.
const bringsTypeScript5 = import.meta.resolve('@arethetypeswrong/core');
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier,
      specifier === 'typescript' ? { ...context, parentURL: bringsTypeScript5 } : context,
    ),
});
const { default: openapiTypes, astToString } = await import('openapi-typescript');

const text = readFileSync(DOCUMENT, 'utf8');
const types = await openapiTypes(JSON.parse(text, prepare), {
  // A field with a default may be left out.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
});
keep('schema.ts', `${HEAD}${openLists(astToString(types))}`);
keep('methods.ts', `${HEAD}${writeMethods(JSON.parse(text))}`);

function prepare(key: string, value: unknown): unknown {
  return loosen(key, dropExamples(key, value));
}

/** Of whole bodies: they would be half of the types. */
function dropExamples(key: string, value: unknown): unknown {
  return key.includes('/') && Object(value).schema !== undefined
    ? { ...Object(value), example: undefined, examples: undefined }
    : value;
}

function keep(name: string, made: string): void {
  const file = path.join(MADE, name);
  if (!process.argv.includes('--check')) writeFileSync(file, made);
  else if (readFileSync(file, 'utf8') !== made) {
    console.error(`src/client/made/${name} is out of date; run "npm run client".`);
    process.exitCode = 1;
  }
}
