/** Sites and keys, for the holder of `ADMIN_KEY`. */
import {
  ChangeSiteSchema,
  CreateKeySchema,
  CreateSiteSchema,
  KeyParamsSchema,
  ListSitesSchema,
  SiteParamsSchema,
} from '../../sites/schema';
import {
  CreatedKeySchema,
  DeletedSiteSchema,
  KeyListSchema,
  RevokedKeySchema,
  SiteListSchema,
  SiteSchema,
} from '../answers/sites';
import { IDS, KEY_OF_EXAMPLE, SITE_OF_EXAMPLE } from '../examples';
import { describe, type Operation } from '../operation';

const SITE = '/api/sites/{site_id}';
const siteParams = describe(SiteParamsSchema, { site_id: 'The site.' });
const params = { site_id: '$SITE' };

const SETTINGS = {
  allowed_origins:
    'Whose pages may call without a key: `*` (all), `https://example.com`, or `https://*.example.com` (subdomains of any depth, not the domain itself), with the port if there is one; a slash at the end is taken off. None: servers only.',
  idle_timeout_ms:
    'Without activity for this long a session ends, in ms. A session keeps the one it was opened with.',
  respect_gpc: 'Whether `Sec-GPC: 1` and `DNT: 1` are honoured.',
  url_query:
    'What is kept of the queries and fragments of addresses. `safe`: all but credentials and personal data; `marketing`: campaign parameters and click ids; `all`: everything; `none`: nothing.',
  retention_days: 'Sessions that started longer ago, in days, are deleted.',
  timezone:
    'The IANA name of a time zone, such as `Europe/Berlin`, in any case: in which the days, weeks and months of reports begin. An old name is stored by the present one.',
  proxy_address_header:
    "In which a proxy of the site sends the visitor's address: up to 64 letters, digits, `-` and `_`, and none that Cloudflare, browsers or HTTP write, such as `X-Forwarded-For`, to which a visitor can add. `null`: none.",
  proxy_country_header: "The same for the visitor's country.",
};
const NAME = 'For people. Trimmed.';

/** The same settings, each of which may be left as it is. */
function unchanged<Name extends string>(words: Record<Name, string>): Record<Name, string> {
  const changed = { ...words };
  for (const name in changed) changed[name] = `${words[name]} Absent: unchanged.`;
  return changed;
}

export const siteOperations: Operation[] = [
  {
    id: 'createSite',
    method: 'POST',
    path: '/api/sites',
    tag: 'Sites',
    summary: 'Make a site',
    description: 'A website, or a group of websites, with sessions of its own.',
    caller: 'admin',
    body: describe(CreateSiteSchema, {
      name: NAME,
      ...SETTINGS,
      allowed_origins: `${SETTINGS.allowed_origins} Absent: none.`,
      timezone: `${SETTINGS.timezone} Absent: \`UTC\`.`,
    }),
    answers: { 201: { about: 'The site.', data: SiteSchema, example: SITE_OF_EXAMPLE } },
    failures: [],
    example: { body: { name: 'Shop', allowed_origins: ['https://shop.example'] } },
  },
  {
    id: 'listSites',
    method: 'GET',
    path: '/api/sites',
    tag: 'Sites',
    summary: 'List sites',
    description: 'In the order of their ids.',
    caller: 'admin',
    query: describe(ListSitesSchema, {
      after: 'The `next` of the page before. Absent: from the first on.',
      limit: 'How many, at most.',
    }),
    answers: {
      200: {
        about: 'A page of sites.',
        data: SiteListSchema,
        example: { sites: [SITE_OF_EXAMPLE], next: null },
      },
    },
    failures: [],
    example: { query: { limit: '10' } },
  },
  {
    id: 'getSite',
    method: 'GET',
    path: SITE,
    tag: 'Sites',
    summary: 'Read a site',
    description: 'With its settings.',
    caller: 'admin',
    params: siteParams,
    answers: { 200: { about: 'The site.', data: SiteSchema, example: SITE_OF_EXAMPLE } },
    failures: ['site_not_found'],
    example: { params },
  },
  {
    id: 'updateSite',
    method: 'PATCH',
    path: SITE,
    tag: 'Sites',
    summary: 'Change a site',
    description: 'At least one setting; what is not named stays. In force everywhere within 60 s.',
    caller: 'admin',
    params: siteParams,
    body: describe(ChangeSiteSchema, unchanged({ name: NAME, ...SETTINGS })),
    answers: {
      200: {
        about: 'The site.',
        data: SiteSchema,
        example: { ...SITE_OF_EXAMPLE, idle_timeout_ms: 900_000 },
      },
    },
    failures: ['site_not_found'],
    example: { params, body: { idle_timeout_ms: 900_000 } },
  },
  {
    id: 'deleteSite',
    method: 'DELETE',
    path: SITE,
    tag: 'Sites',
    summary: 'Delete a site',
    description:
      'It is closed within 60 s; its sessions, leads and tasks follow by the cron trigger. This cannot be undone.',
    caller: 'admin',
    params: siteParams,
    answers: {
      200: {
        about: 'It is closed.',
        data: DeletedSiteSchema,
        example: { site_id: IDS.SITE, deleted: true },
      },
    },
    failures: ['site_not_found'],
    example: { params },
  },
  {
    id: 'createKey',
    method: 'POST',
    path: `${SITE}/keys`,
    tag: 'Sites',
    summary: 'Make a key',
    description: 'For the servers of a site, which has at most 20. The key is shown this once.',
    caller: 'admin',
    params: siteParams,
    body: describe(CreateKeySchema, {
      name: NAME,
      scope:
        'What the key is good for. `write`: the five endpoints, erasure, and changes of leads and tasks. `read`: lists, reports, visitors, leads and tasks. `all`: both. Any key may read one session. It never changes.',
    }),
    answers: {
      201: {
        about: 'The key.',
        data: CreatedKeySchema,
        example: {
          ...KEY_OF_EXAMPLE,
          key: `vs_${IDS.SITE.replaceAll('-', '')}_${'0123456789abcdef'.repeat(4)}`,
        },
      },
    },
    failures: ['site_not_found'],
    example: { params, body: { name: 'backend', scope: 'all' } },
  },
  {
    id: 'listKeys',
    method: 'GET',
    path: `${SITE}/keys`,
    tag: 'Sites',
    summary: 'List keys',
    description: 'Without their secrets.',
    caller: 'admin',
    params: siteParams,
    answers: {
      200: { about: 'The keys.', data: KeyListSchema, example: { keys: [KEY_OF_EXAMPLE] } },
    },
    failures: ['site_not_found'],
    example: { params },
  },
  {
    id: 'revokeKey',
    method: 'DELETE',
    path: `${SITE}/keys/{key_id}`,
    tag: 'Sites',
    summary: 'Revoke a key',
    description: 'It is refused here at once, and everywhere within 60 s.',
    caller: 'admin',
    params: describe(KeyParamsSchema, { site_id: 'The site.', key_id: 'The key.' }),
    answers: {
      200: {
        about: 'It is refused from now on.',
        data: RevokedKeySchema,
        example: { key_id: IDS.KEY, deleted: true },
      },
    },
    failures: ['key_not_found'],
    example: { params: { ...params, key_id: '$KEY' } },
  },
];
