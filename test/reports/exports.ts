/** Exports as a program reads them. */
import Papa from 'papaparse';
import type { Export } from '../../src/reports/export';
import type { ExportedSession } from '../../src/session/record/exported';
import { asAdmin } from '../api';
import { ask } from '../support/ask';

/** As the operator, unless headers say otherwise. */
export function fetchExport(query: Record<string, string>, headers: HeadersInit = asAdmin) {
  const search = new URLSearchParams(query);
  return ask(new Request(`https://sessions.test/api/export/sessions?${search}`, { headers }));
}

export function readLines(text: string): ExportedSession[] {
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => JSON.parse(line));
}

/** Every cell as text. */
export function readCsv(text: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    newline: '\r\n',
    skipEmptyLines: true,
  });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data;
}

/** `Response.text` warns of what its type does not say to be text. */
export async function textOf({ body }: Pick<Response, 'body'> | Export): Promise<string> {
  return new TextDecoder().decode(await new Response(body).arrayBuffer());
}
