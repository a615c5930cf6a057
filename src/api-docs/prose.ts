/** What the document says of the API as a whole. */
import type { CallerOf } from './operation';

const ABOUT = `Sessions of visitors, on Cloudflare's edge. A page or a server opens a session when a visitor arrives, reports activity, reads
it back, ends it when the visitor leaves, and attaches a lead when the visitor says who they are.

**Times** are integers, milliseconds since the Unix epoch. **Durations** are integer milliseconds. Unless a field says otherwise.

**Answers.** Success is \`{"success":true,"data":…,"meta":…}\`, failure \`{"success":false,"error":{"code","message","details","request_id"}}\`.
\`code\` never changes; \`message\` says what to do. More fields may be added; leave alone what you do not know.

**Bodies.** One JSON object, as \`application/json\`, as \`text/plain\` (what \`navigator.sendBeacon(url, string)\` sends) or without a type;
the five endpoints take forms too. At most 64 KiB and 16 levels deep. The length of a text is that of JavaScript, in UTF-16 code
units. Unknown fields are ignored. \`null\` for an optional field of the
five endpoints means that it is absent. The key \`__proto__\` and unpaired surrogates are refused.

**What else may be answered.** A path that is not here, or with a slash at its end: 404 \`not_found\`. Another method: 405
\`method_not_allowed\`, with \`Allow\`. Below \`/api/sites\` both are told to the holder of \`ADMIN_KEY\` alone. \`HEAD\` is \`GET\` without
the body.

**Pages.** Any origin may send a preflight (\`OPTIONS\`) to the five endpoints, and is answered 204; the request itself is then checked
against the site's \`allowed_origins\`. The other routes are for servers and have no CORS headers.

**Limits of rate**, over 60 s and for each Cloudflare location: a page's address 1,200 writes and 60 identifies; a key 12,000 writes;
questions for unknown sites, and wrong keys, 1,200 for each address. Beyond: 429 \`rate_limited\`, with \`Retry-After\`.

**Examples** work as they are printed, in bash, while \`npm run dev\` runs: with its demo site
\`5eed0000-0000-4000-8000-000000000001\`, which is open to all origins, and with its \`ADMIN_KEY\`, \`dev-admin-key\`.`;

export const INFO = {
  title: 'Visitor Sessions',
  version: '1.0',
  description: ABOUT,
  license: { name: 'MIT', identifier: 'MIT' },
};

export const SERVERS = [
  { url: '/', description: 'The deployment that serves this document.' },
  { url: 'http://localhost:8787', description: '`npm run dev`.' },
];

const FILTERS = `Questions over many sessions of one site, for servers.

A report is about the sessions that **started** in \`[from, to)\`. A parameter that there is not is refused with 400: a filter that is
misspelt must not widen a report.

The value of a filter may be a list (\`country=DE,FR\`: either of two), negated (\`browser=!Safari\`, \`country=!DE,FR\`; what is missing is
neither of these, so it is in), a part (\`entry_page=~/blog/\`), missing (\`referrer_host=null\`), or any of these together
(\`entry_page=!~/blog/,/,null\`). A backslash takes the next character as it is: \`city=Washington\\, D.C.\`. At most 100 values a filter,
and a filter once.`;

export const TAGS = [
  {
    name: 'Sessions',
    description: 'One visit: the five endpoints, erasure, and why it is as it is.',
  },
  { name: 'Reports', description: FILTERS },
  {
    name: 'Visitors',
    description:
      'A browser, or a person, on one site. What is told of one is worked out when asked.',
  },
  { name: 'Leads', description: 'People whom a site knows, one for each email.' },
  { name: 'Tasks', description: 'Follow-ups to do for leads.' },
  {
    name: 'Sites',
    description:
      'Your websites, with their settings and keys. Changes hold everywhere within 60 s.',
  },
  { name: 'Script', description: 'Static files for pages; any page may load them.' },
  { name: 'Service', description: 'The service itself.' },
];

export const SECURITY_SCHEMES = {
  siteKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of the site (`vs_…`), within its scope: `write`, `read`, or `all`. It belongs on a server.',
  },
  siteKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description:
      'The same key in a header of its own; `X-SA-API-KEY` is taken too. `Authorization` goes first.',
  },
  proxyKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Proxy-Key',
    description:
      "A key of the site, shown by a proxy of the site. The caller is still a page; the headers with the visitor's address and country, which the site names, are believed.",
  },
  adminKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'The `ADMIN_KEY` of the deployment; `X-API-Key` and `X-SA-API-KEY` take it too.',
  },
};

/** Each of these is enough. `{}`: no key, but the `Origin` of a page. */
export function securityOf(caller: CallerOf): object[] {
  switch (caller) {
    case 'page':
      return [{}, { proxyKey: [] }, { siteKey: [] }, { siteKeyHeader: [] }, { adminKey: [] }];
    case 'write':
    case 'read':
      return [{ siteKey: [] }, { siteKeyHeader: [] }, { adminKey: [] }];
    case 'admin':
      return [{ adminKey: [] }];
    case 'anyone':
      return [];
    default:
      return caller satisfies never;
  }
}

export function whoMayCall(caller: CallerOf): string {
  switch (caller) {
    case 'page':
      return '**Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.';
    case 'write':
      return '**Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.';
    case 'read':
      return '**Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.';
    case 'admin':
      return '**Who may call:** the holder of `ADMIN_KEY` alone.';
    case 'anyone':
      return '**Who may call:** anyone.';
    default:
      return caller satisfies never;
  }
}
