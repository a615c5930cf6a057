/** What callers tell of a session, in words. */

import {
  EndSchema,
  ExplainQuerySchema,
  IdentifySchema,
  OpenSchema,
  ReadSchema,
  SessionParamsSchema,
  UpdateSchema,
} from '../../session/schema';
import { describe } from '../operation';

const ADDRESS =
  'An http or https address. A page may give up to 65,536 characters, of which 2,048 are stored: the query goes first, then the end; a server is refused with 400 beyond 2,048.';
const SENT_AT =
  "The client's clock when it sent this, in ms since the Unix epoch; the same for all attempts at it.";
const PAGE_VIEWS =
  'Pages viewed so far, in all. It never goes down. A page may tell at most 10, plus 2 for each second since the session began; more is taken for that.';
const ACTIVE_TIME =
  'How long a page was in the foreground so far, in all, in ms; at most 365 days. It never goes down.';
const CUSTOM_DATA =
  'Your own data: at most 4 KiB as JSON, also together with what is stored. Merged key by key; a `null` value removes the key.';
const SITE_OF_KEY = 'The site. Absent: the site of the key, else of the session.';

const utm = (name: string, where: string) => `As \`utm_${name}\` in a link. Absent: ${where}.`;
const FROM_URL =
  'read from the query of `url`, else from its fragment: names in any case, the first value that is not blank';
const prefixed = {
  utm_source: utm('source', FROM_URL),
  utm_medium: utm('medium', FROM_URL),
  utm_campaign: utm('campaign', FROM_URL),
  utm_term: utm('term', FROM_URL),
  utm_content: utm('content', FROM_URL),
  utm_id: utm('id', FROM_URL),
};
const FROM_AGENT =
  'read from `User-Agent`, and for a page from client hints; `null` where these say nothing';

export const OPEN = describe(OpenSchema, {
  site_id: 'The site.',
  id: 'A session to resume, or an id that you choose: then the call is safe to repeat. Absent: a UUID v7 is made.',
  fingerprint:
    'The same one gives the same `visitor_id` on a site, by hashing. Not kept with `Sec-GPC` or `DNT`. Absent: `null`.',
  visitor_id:
    'The visitor that the client remembers; it wins over `fingerprint`. Absent: made from `fingerprint`, else at random.',
  device: {
    about: `The device. Absent: \`type\` and \`os\` are ${FROM_AGENT}; the rest is \`null\`.`,
    of: {
      type: `Such as \`desktop\`, \`mobile\`, \`tablet\`; stored in lower case. Absent: ${FROM_AGENT}.`,
      os: {
        about: `The operating system: its name, or an object. Absent: ${FROM_AGENT}.`,
        of: {
          name: 'Such as `macOS`. Absent: the whole of `os` counts as absent.',
          version: 'Such as `15.1`. Absent: `null`.',
        },
      },
      screen_size: {
        about: 'In CSS pixels, `"1440x900"` or an object. Absent: `null`.',
        of: { width: 'In CSS pixels.', height: 'In CSS pixels.' },
      },
      pixel_ratio: 'Device pixels in a CSS pixel. Absent: `null`.',
      orientation: 'Such as `landscape-primary`. Absent: `null`.',
      memory: 'In GiB. Absent: `null`.',
      cpu_cores: 'Logical processors. Absent: `null`.',
      touch_support:
        'Whether the screen takes touches. Absent: told by `touch_points`, else `null`.',
      touch_points:
        'How many touches at once; sets `touch_support`, and shows an iPad that says it is a Mac. Absent: nothing follows.',
    },
  },
  browser: {
    about: `The browser. Absent: ${FROM_AGENT}.`,
    of: {
      name: `Such as \`Firefox\`, or an in-app browser such as \`Instagram\`. Absent: ${FROM_AGENT}.`,
      version: 'As the browser has it. Absent: read from `User-Agent`, if the name is.',
      language:
        'One language or a list as in `Accept-Language`; stored as one BCP 47 tag, or `null` if it is none. Absent: for a page from `Accept-Language`, else `null`.',
    },
  },
  location: {
    about:
      'Where the visitor is. If any of country, region and city is given, none of the others is filled in. What is not understood is `null`. With `Sec-GPC` or `DNT` the country alone is kept. Absent: for a page as Cloudflare, or a proxy of the site, says; for a server `null`.',
    of: {
      country:
        'An ISO 3166-1 code or an English name; stored as two letters. Absent: see `location`.',
      region: 'A state or province. Absent: see `location`.',
      city: 'A city. Absent: see `location`.',
      timezone:
        'An IANA name; stored by its current one. Absent: for a page as Cloudflare says, behind a proxy of the site and for a server `null`.',
    },
  },
  referrer:
    'The page before, or an app (`android-app://…`); empty means a direct visit, and so does what is no address. At most 2,048 characters are stored. Absent: `null`.',
  utm_params: {
    about: `The campaign, with or without the prefix \`utm_\`. Absent: ${FROM_URL}.`,
    of: {
      source: utm('source', FROM_URL),
      medium: utm('medium', FROM_URL),
      campaign: utm('campaign', FROM_URL),
      term: utm('term', FROM_URL),
      content: utm('content', FROM_URL),
      id: utm('id', FROM_URL),
      ...prefixed,
    },
  },
  ...prefixed,
  url: `The landing page; it counts as one page view. ${ADDRESS} Absent: \`null\`, and no page view.`,
  landing:
    '`false`: the session begins in a page that was opened in an earlier session, and takes no campaign from `url`. Absent: `true`.',
  consent:
    'What the visitor agreed to: at most 4 KiB as JSON, also together with what is stored. Merged key by key; a `null` value removes the key. Absent: unchanged; `{}` in a new session.',
  custom_data: `${CUSTOM_DATA} Absent: unchanged; \`{}\` in a new session.`,
  page_views: `${PAGE_VIEWS} A resume tells it itself, so that no update need follow. Absent: what is known; with \`url\` at least 1.`,
  active_time: `${ACTIVE_TIME} Absent: what is known.`,
  previous_session_id: 'The session before. Absent: `null`, or the final session that `id` names.',
  sent_at: `${SENT_AT} Absent: sent when it arrives, and a repetition counts as a new create.`,
});

export const READ = describe(ReadSchema, { session_id: 'The session.', site_id: 'Its site.' });

export const UPDATE = describe(UpdateSchema, {
  session_id: 'The session.',
  site_id: 'Its site.',
  last_activity_at:
    "The last activity, in ms since the Unix epoch; held between the start of the session and when it was sent. Send `sent_at` too if the client's clock may be wrong. Absent: `sent_at`, else now.",
  current_url: `The page. ${ADDRESS} Absent: unchanged.`,
  page_views: `${PAGE_VIEWS} Absent: unchanged.`,
  active_time: `${ACTIVE_TIME} Absent: unchanged.`,
  custom_data: `${CUSTOM_DATA} Absent: unchanged.`,
  sent_at: `${SENT_AT} Absent: sent when it arrives.`,
});

export const END = describe(EndSchema, {
  session_id: 'The session.',
  site_id: SITE_OF_KEY,
  exit_url: `The last page. ${ADDRESS} Absent: \`null\`.`,
  exit_type: 'How it ends. Absent: `exit` if the session was engaged, else `bounce`.',
  duration:
    'How long it lasted, in ms, in all; at most 365 days, and no longer than the session was. Absent: from start to end.',
  page_views: `${PAGE_VIEWS} Absent: unchanged.`,
  active_time: `${ACTIVE_TIME} Absent: unchanged.`,
  consent:
    'As for create, merged also by a repeated or stale end; more than fits is left out for a page, and refused for a server. Absent: unchanged.',
  custom_data:
    'As for create, merged also by a repeated or stale end; more than fits is left out for a page, and refused for a server. Absent: unchanged.',
  sent_at: `${SENT_AT} Absent: the message is never stale.`,
});

export const IDENTIFY = describe(IdentifySchema, {
  site_id: SITE_OF_KEY,
  lead_id:
    "The lead, also an id of your own system: one that is not known yet becomes a new lead. Absent: found or made by `email`, else the session's lead, else a new one.",
  email:
    'One address, as `<input type=email>` takes it, or with Unicode; at most 254 characters once it is stored: trimmed, in lower case and NFC, its domain in ASCII (`xn--…`). Absent: not filled in.',
  name: 'Trimmed. A name that the lead has is never changed. Absent: not filled in.',
  phone: 'Trimmed. A number that the lead has is never changed. Absent: not filled in.',
  lead_data: {
    about:
      'The same three for callers that send them so; a field beside it wins. Absent: nothing is taken from it.',
    of: {
      email: 'As above; blank is absent. Absent: not filled in.',
      name: 'As above; blank is absent. Absent: not filled in.',
      phone: 'As above; blank is absent. Absent: not filled in.',
    },
  },
  create_task:
    'One follow-up task for this lead and session, however often it is sent. Absent: `false`.',
  replace: 'Leave the lead that the session has; for callers with a key only. Absent: `false`.',
});

export const SESSION_PARAMS = describe(SessionParamsSchema, { session_id: 'The session.' });
export const EXPLAIN_QUERY = describe(ExplainQuerySchema, { site_id: SITE_OF_KEY });
