/** What the document says of the API as a whole. */
import type { CallerOf, Operation } from './operation';

const ABOUT = `Sessions of visitors, on Cloudflare's edge. A page or a server opens a session when a visitor arrives, reports activity, reads
it back, ends it when the visitor leaves, and attaches a lead when the visitor says who they are.

## Who may call

A **page** of the site shows no key: its \`Origin\`, or else the origin of its \`Referer\`, must be among the site's \`allowed_origins\`. It may
call the five endpoints. A **server** shows a key of the site, and may do what the scope of the key allows: \`write\`, \`read\` or \`all\`. Any
key may read one session. The holder of **\`ADMIN_KEY\`** may do all of this for every site, and alone makes sites and keys.

A key is shown as \`Authorization: Bearer KEY\`, \`X-API-Key\` or \`X-SA-API-KEY\`; the first of them that is there counts. It belongs on a
server, never in a page. A proxy of the site shows one as \`X-Proxy-Key\`: the caller is still a page, and the headers with the visitor's
address and country, which the site names, are believed.

A person signs in to the dashboard, at \`/dashboard\`, with a key or with \`ADMIN_KEY\`, and gets a **cookie** that counts for that key
everywhere but at the five endpoints, which never read one. It lasts 7 days, and ends earlier with the key, or with another
\`ADMIN_KEY\`. Whoever has a **share link** of a site sees its figures, and nothing of a person, until it is revoked.

Any origin may send a preflight (\`OPTIONS\`) to the five endpoints, and is answered 204; the request itself is then checked against the
site. The other routes are for servers and have no CORS headers.

## Bodies and answers

A body is one JSON object, as \`application/json\`, as \`text/plain\` (what \`navigator.sendBeacon(url, string)\` sends) or without a type; the
five endpoints take forms too, where fields that are objects contain JSON. At most 64 KiB and 16 levels deep. The length of a text is
that of JavaScript, in UTF-16 code units. Unknown fields are ignored. \`null\` for an optional field of the five endpoints means that it is
absent. The key \`__proto__\` and unpaired surrogates are refused.

Success is \`{"success":true,"data":…,"meta":…}\`, failure \`{"success":false,"error":{"code","message","details","request_id"}}\`. \`code\` never
changes; \`message\` says what to do. More fields may be added; leave alone what you do not know. Every answer
has an \`X-Request-Id\`: the caller's own, if it is at most 64 letters, digits, \`_\`, \`-\` or \`=\`.

A path that is not here, or with a slash at its end, is answered 404 \`not_found\`; another method 405 \`method_not_allowed\`, with \`Allow\`.
Below \`/api/sites\` both are told to the holder of \`ADMIN_KEY\` alone. \`HEAD\` is \`GET\` without the body.

## Times and durations

Times are integers, milliseconds since the Unix epoch. Durations are integer milliseconds. Unless a field says otherwise.

## Limits of rate

Over 60 s and for each Cloudflare location: a page's address has 1,200 writes and 60 identifies; a key 12,000 writes; questions for
unknown sites, and wrong keys, 1,200 for each address; tries to sign in 20. Beyond, the answer is 429 \`rate_limited\`, with \`Retry-After\`.

## Examples

They work as they are printed, in bash, while \`npm run dev\` runs: with its demo site
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

const REPORTS = `Questions over many sessions of one site, for servers. A parameter that there is not, or a value that it cannot have, is refused
with 400: a filter that is misspelt must not widen a report.

### Periods

A report is about the sessions that **started** in \`[from, to)\`: \`to\` itself is not in it. Days, weeks (from Monday) and months begin at
midnight in the time zone, and are right across daylight saving: where the clock is set forward over midnight, the day begins when it
is set. A period that is not over is compared with as much of the other as has passed of it: today until 15:30 with yesterday until
15:30.

### Filters

The value of a filter may be

- a list: \`country=DE,FR\` is either of two;
- negated: \`browser=!Safari\`, \`country=!DE,FR\`. What is missing is neither of these, so it is in;
- a part: \`entry_page=~/blog/\` is all pages with that in their path;
- missing: \`referrer_host=null\`;
- any of these together: \`entry_page=!~/blog/,/,null\`.

A backslash takes the next character as it is: \`city=Washington\\, D.C.\`, \`utm_term=\\null\`. At most 100 values a filter, and a filter once.

### The numbers

| number | definition |
| --- | --- |
| \`sessions\` | those that started in the period and match the filters |
| \`visitors\` | distinct visitors among them, exact |
| \`new_visitors\` | visitors whose first session at the site is among them |
| \`page_views\` | sum of their page views |
| \`engaged\`, \`engagement_rate\` | sessions with 10 s of active time, two page views or a lead; their share of the sessions |
| \`bounced\`, \`bounce_rate\` | **ended** and not engaged; their share of the ended ones |
| \`identified\`, \`conversion_rate\` | sessions with a lead; their share of the sessions |
| \`duration\`, \`active_time\` | \`mean\` and \`median\` over ended sessions, whole ms |
| \`new_leads\` | leads made in the period, whatever the filters, which are of sessions |

The first seven are the *measures*, of which points and rows have each its own. Rates are fractions of 1, and \`null\` where nothing was
counted. These hold, in every report:

- \`bounced\`, \`engaged\`, and the active sessions that are not engaged yet, are together \`sessions\`;
- \`new_visitors <= visitors <= sessions\`;
- the points of a series, and the rows of a breakdown with \`other\`, sum to the summary. Visitors do not: one may be in two.

A session that has expired counts as ended from then on. What D1 has of an open session may be as old as its idle timeout. A session
that was erased, or that is past the \`retention_days\` of its site, is in no number.`;

export const TAGS = [
  {
    name: 'Sessions',
    description: 'One visit: the five endpoints, erasure, and why it is as it is.',
  },
  { name: 'Reports', description: REPORTS },
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
  {
    name: 'Dashboard',
    description:
      'Signing in to the page at `/dashboard`. What it shows comes from the other operations, with the cookie in place of a key.',
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
  shareLink: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token of a share link (`share_…`), for the figures of its site: no filter by visitor or lead, and no breakdown by them.',
  },
  signedIn: {
    type: 'apiKey',
    in: 'cookie',
    name: 'visitor_sessions',
    description:
      'The cookie of the dashboard, which counts for the key that it was given for. A key that is shown goes first. Whatever changes something must come from a page of this deployment, by its `Origin`.',
  },
};

/** Each of these is enough. `{}`: no key, but the `Origin` of a page. */
export function securityOf({ caller, path, takesShares }: Operation): object[] {
  const signedIn = path.startsWith('/api/visitors/session') ? [] : [{ signedIn: [] }];
  switch (caller) {
    case 'page':
      return [{}, { proxyKey: [] }, { siteKey: [] }, { siteKeyHeader: [] }, { adminKey: [] }];
    case 'write':
    case 'read':
    case 'all':
    case 'viewer':
      return [
        { siteKey: [] },
        { siteKeyHeader: [] },
        { adminKey: [] },
        ...signedIn,
        ...(takesShares ? [{ shareLink: [] }] : []),
      ];
    case 'admin':
      return [{ adminKey: [] }, ...signedIn];
    case 'dashboard':
    case 'anyone':
      return [];
    default:
      return caller satisfies never;
  }
}

export function whoMayCall({ caller, takesShares }: Operation): string {
  return `**Who may call:** ${nameCallers(caller)}${takesShares ? ' And whoever has a share link of the site.' : ''}`;
}

function nameCallers(caller: CallerOf): string {
  switch (caller) {
    case 'page':
      return 'a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.';
    case 'write':
      return 'a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.';
    case 'read':
      return 'a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.';
    case 'all':
      return 'a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.';
    case 'viewer':
      return 'whoever has signed in; a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`.';
    case 'dashboard':
      return 'a page of this deployment: the `Origin` of the request is that of its address.';
    case 'admin':
      return 'the holder of `ADMIN_KEY` alone.';
    case 'anyone':
      return 'anyone.';
    default:
      return caller satisfies never;
  }
}
