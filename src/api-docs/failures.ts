/** Failures as the document has them: which an operation may meet, and what each looks like. */
import * as z from 'zod';
import { describeFailure, type FailureCode } from '../http/errors';
import { components, leadId, orNull, text, time } from './answers/fields';
import type { CallerOf, Operation } from './operation';

const ISSUES = z.object({
  issues: z
    .array(
      z.object({
        path: text('The field, with dots between its parts; empty where it is about the whole.'),
        message: text('What to give.'),
      }),
    )
    .min(1)
    .max(20)
    .describe('What is wrong, the first 20.'),
});
const ENDED = z.object({
  ended_at: time('When it ended.'),
  exit_type: z.enum(['exit', 'bounce', 'timeout']).describe('How it ended.'),
  resumable_until: time('Until then a create with its id reopens it.'),
});
const CONFLICT = z.object({
  lead_id: orNull(
    leadId("The session's lead; `null` where only the email belongs to another one."),
  ),
});

type Details = { schema: z.ZodType; example: object };
const NOTHING: Details = { schema: z.object({}), example: {} };

/** When a failure comes. */
const WHEN: Record<FailureCode, string> = {
  invalid_json: 'The body is empty, not JSON, or not UTF-8.',
  validation_failed: 'A field or a parameter is missing, or is not what it may be.',
  unauthorized: 'The key is wrong, or one is needed, or there is neither a key nor an origin.',
  origin_not_allowed: "The origin of the page is not one of the site's `allowed_origins`.",
  wrong_site: 'The key belongs to another site.',
  forbidden:
    'A page asks for what only a key may do, such as `replace`, an erasure or a list; or the key has another scope than the one that `message` names; or a change with the cookie of the dashboard comes from elsewhere.',
  session_not_found: 'The site has no such session, or it was erased.',
  site_not_found: 'There is no such site, or it was deleted.',
  lead_not_found: 'The site has no such lead; it may be that of another site.',
  task_not_found: 'The site has no such task; it may be that of another site.',
  visitor_not_found: 'The site has no session of such a visitor.',
  key_not_found: 'The site has no such key, or it was revoked.',
  share_not_found: 'The site has no such share link, or it was revoked.',
  not_found: 'There is no such path.',
  method_not_allowed: 'The path takes other methods, which `Allow` names.',
  session_ended:
    'An update for a session that has ended, and that does not tell of the time before.',
  session_conflict: 'The id belongs to a session of another site.',
  lead_conflict: 'The session, or for a server the email, belongs to a different lead.',
  payload_too_large: 'The body has more than 64 KiB.',
  unsupported_media_type: 'The body is of a type that is not taken.',
  rate_limited: 'More calls than the limits of rate allow. With `Retry-After`.',
  internal: 'A fault of the service.',
  unavailable: 'An object is overloaded, or D1 is needed and down. With `Retry-After`.',
};

/** What a failure says in `details`, with an example. */
const DETAILS: Record<FailureCode, Details> = {
  invalid_json: NOTHING,
  validation_failed: {
    schema: ISSUES,
    example: { issues: [{ path: 'site_id', message: 'Give a UUID.' }] },
  },
  unauthorized: NOTHING,
  origin_not_allowed: NOTHING,
  wrong_site: NOTHING,
  forbidden: NOTHING,
  session_not_found: NOTHING,
  site_not_found: NOTHING,
  lead_not_found: NOTHING,
  task_not_found: NOTHING,
  visitor_not_found: NOTHING,
  key_not_found: NOTHING,
  share_not_found: NOTHING,
  not_found: NOTHING,
  method_not_allowed: NOTHING,
  session_ended: {
    schema: ENDED,
    example: { ended_at: 1795465604020, exit_type: 'exit', resumable_until: 1795467404020 },
  },
  session_conflict: NOTHING,
  lead_conflict: {
    schema: CONFLICT,
    example: { lead_id: '68c23397-0d0c-4f0e-9d5a-3a3f8b7a2c11' },
  },
  payload_too_large: NOTHING,
  unsupported_media_type: NOTHING,
  rate_limited: NOTHING,
  internal: NOTHING,
  unavailable: NOTHING,
};

const codes = Object.keys(DETAILS).filter(isCode);

function isCode(name: string): name is FailureCode {
  return Object.hasOwn(DETAILS, name);
}

for (const code of codes) {
  const { status } = describeFailure(code);
  z.object({
    success: z.literal(false).describe('It failed.'),
    error: z
      .object({
        code: z.literal(code).describe('What failed. It never changes.'),
        message: text('What to do about it, for people. It may change.'),
        details: DETAILS[code].schema.describe('More for programs.'),
        request_id: text('That of `X-Request-Id`; name it when you report a fault.'),
      })
      .describe('What failed.'),
  })
    .describe(`${status}: ${WHEN[code]}`)
    .register(components, { id: schemaNameOf(code) });
}

/** `session_ended` as `SessionEnded`. */
export function schemaNameOf(code: FailureCode): string {
  return code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** An example of each failure, by its code. */
export function exampleFailures(): Record<string, { summary: string; value: object }> {
  const request_id = '5d2b6a0e-6f0c-4c1b-8f3a-1f6f0a3c9e21';
  return Object.fromEntries(
    codes.map((code) => {
      const { message } = describeFailure(code);
      const error = { code, message, details: DETAILS[code].example, request_id };
      return [code, { summary: message, value: { success: false, error } }];
    }),
  );
}

/** Of those who need a key with a scope. */
const OF_KEYS: FailureCode[] = [
  'unauthorized',
  'origin_not_allowed',
  'wrong_site',
  'forbidden',
  'site_not_found',
  'rate_limited',
];

const OF_CALLERS: Record<CallerOf, FailureCode[]> = {
  page: ['unauthorized', 'origin_not_allowed', 'wrong_site', 'site_not_found', 'rate_limited'],
  write: OF_KEYS,
  read: OF_KEYS,
  all: OF_KEYS,
  viewer: ['unauthorized', 'forbidden', 'rate_limited'],
  dashboard: ['forbidden'],
  key: ['unauthorized', 'origin_not_allowed', 'rate_limited'],
  admin: ['unauthorized', 'forbidden', 'rate_limited'],
  anyone: [],
};
const OF_BODIES: FailureCode[] = ['invalid_json', 'payload_too_large', 'unsupported_media_type'];

/** All that the operation may meet, by status. */
export function failuresOf(operation: Operation): Map<number, FailureCode[]> {
  const { caller, params, query, body, failures, isAsset, isProtocol } = operation;
  if (isAsset) return new Map();
  const ofBodies = isProtocol ? OF_BODIES.filter((code) => code !== 'invalid_json') : OF_BODIES;
  const met = new Set<FailureCode>([
    ...((params ?? query ?? body) && !isProtocol ? (['validation_failed'] as const) : []),
    ...(body === undefined ? [] : ofBodies),
    ...OF_CALLERS[caller],
    ...failures,
    // Whoever is known by a key or an origin is known by the database.
    ...(caller === 'anyone' || caller === 'dashboard'
      ? []
      : (['internal', 'unavailable'] as const)),
  ]);
  const byStatus = new Map<number, FailureCode[]>();
  for (const code of codes.filter((one) => met.has(one))) {
    const { status } = describeFailure(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
