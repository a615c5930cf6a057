/**
 * Examples as curl, for bash: each works as it is printed, against `npm run dev`, by itself. What a call needs is made before it.
 */
import { IDS } from './examples';
import { MADE, type Made, type Operation } from './operation';

const URL = 'http://localhost:8787';
const JSON_TYPE = "-H 'Content-Type: application/json'";
/** The key that `npm run dev` gives to the operator. */
const KEY = "-H 'Authorization: Bearer dev-admin-key'";
const SESSIONS = `${URL}/api/visitors/session`;

/** Longer lines are broken between their options. */
const MAX_CHARS = 100;

const pick = (field: string) => `sed 's/.*"${field}":"\\([^"]*\\)".*/\\1/'`;

/** How each id is made, and what it needs for that. */
const MAKE: Record<Made, { needs?: Made; line: string }> = {
  SESSION: {
    line: `SESSION=$(curl -s ${SESSIONS} ${JSON_TYPE} -d '{"site_id":"${IDS.SITE}"}' | ${pick('session_id')})`,
  },
  VISITOR: {
    needs: 'SESSION',
    line: `VISITOR=$(curl -s "${SESSIONS}?session_id=$SESSION&site_id=${IDS.SITE}" | ${pick('visitor_id')})\nsleep 1  # lists and visitors come from D1`,
  },
  LEAD: {
    needs: 'SESSION',
    line: `LEAD=$(curl -s ${SESSIONS}/$SESSION/identify ${JSON_TYPE} -d '{"email":"ann@example.com"}' | ${pick('lead_id')})`,
  },
  TASK: {
    needs: 'SESSION',
    line: `TASK=$(curl -s ${SESSIONS}/$SESSION/identify ${JSON_TYPE} -d '{"email":"ann@example.com","create_task":true}' | ${pick('task_id')})`,
  },
  SITE: {
    line: `SITE=$(curl -s ${URL}/api/sites ${KEY} ${JSON_TYPE} -d '{"name":"Shop"}' | ${pick('site_id')})`,
  },
  KEY: {
    needs: 'SITE',
    line: `KEY=$(curl -s ${URL}/api/sites/$SITE/keys ${KEY} ${JSON_TYPE} -d '{"name":"backend"}' | ${pick('key_id')})`,
  },
  SHARE: {
    needs: 'SITE',
    line: `SHARE=$(curl -s ${URL}/api/sites/$SITE/shares ${KEY} ${JSON_TYPE} -d '{"name":"the board"}' | ${pick('share_id')})`,
  },
};

export function curlOf(operation: Operation): string {
  const { method, path, caller, example } = operation;
  const { params = {}, query = {}, body } = example;
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${value.startsWith('$') ? value : encode(value)}`)
    .join('&');
  const isPlain = method === 'GET' || (method === 'POST' && body !== undefined);
  const words = [
    `curl -s ${isPlain ? '' : `-X ${method} `}"${URL}${target}${search === '' ? '' : `?${search}`}"`,
    ...(caller === 'page' || caller === 'anyone' || caller === 'dashboard' ? [] : [KEY]),
    ...(caller === 'dashboard' ? [`-H 'Origin: ${URL}'`] : []),
    ...(body === undefined ? [] : [JSON_TYPE, `-d ${quote(JSON.stringify(body))}`]),
  ];
  const line = words.join(' ').length > MAX_CHARS ? words.join(' \\\n  ') : words.join(' ');
  return [...listNeeds(line).map((made) => MAKE[made].line), line].join('\n');
}

/** Between double quotes, where a shell that one types into puts old commands in the place of `!Direct`. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('!', '%21');
}

/** JSON in single quotes, which are left for each variable. */
function quote(json: string): string {
  return `'${json.replace(/"(\$[A-Z]+)"/g, `"'$1'"`)}'`;
}

function listNeeds(line: string): Made[] {
  const named = MADE.filter((made) => line.includes(`$${made}`));
  const needed = new Set(named.flatMap((made) => [MAKE[made].needs ?? made, made]));
  return MADE.filter((made) => needed.has(made));
}

/** The example with ids of examples in place of what is made. */
export function fillIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fillIn);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, fillIn(child)]));
  const made = MADE.find((one) => value === `$${one}`);
  return made === undefined ? value : IDS[made];
}
