/** Every failure a caller can meet: its HTTP status and, unless a route says more, what to do about it. */
const FAILURES = {
  invalid_json: [400, 'Send the body as one JSON object (or form fields).'],
  validation_failed: [
    400,
    'Correct the fields listed in details.issues and send the request again.',
  ],
  unauthorized: [
    401,
    'Send a valid key as "Authorization: Bearer KEY", or call from one of the allowed origins of the site.',
  ],
  origin_not_allowed: [
    403,
    'Add this origin to the allowed_origins of the site, or call from a server with a key.',
  ],
  wrong_site: [403, 'This key belongs to another site; use a key of the site named by site_id.'],
  forbidden: [403, 'Only a server caller with a key may do this.'],
  session_not_found: [
    404,
    'No such session at this site; open one with POST /api/visitors/session.',
  ],
  site_not_found: [404, 'No site has this id; check site_id.'],
  lead_not_found: [404, 'No lead of this site has this id; leave lead_id out or correct it.'],
  task_not_found: [404, 'No task of this site has this id; GET /api/tasks lists them.'],
  visitor_not_found: [404, 'No session of this site is known of such a visitor; check visitor_id.'],
  key_not_found: [404, 'No live key of this site has this id.'],
  share_not_found: [404, 'No share link of this site has this id.'],
  not_found: [404, 'No such route; GET / lists the endpoints.'],
  method_not_allowed: [405, 'Use one of the methods in the Allow header.'],
  session_ended: [
    409,
    'The session has ended. To go on, send its id to POST /api/visitors/session: it is reopened until resumable_until, and followed by a new session after that.',
  ],
  session_conflict: [409, 'This id is taken by a session of another site; choose another id.'],
  lead_conflict: [
    409,
    'The session or the email already belongs to a different lead; a server caller may send "replace": true to move the session.',
  ],
  payload_too_large: [413, 'Send at most 64 KiB (65,536 bytes).'],
  unsupported_media_type: [
    415,
    'Send application/json, text/plain holding JSON, or application/x-www-form-urlencoded.',
  ],
  rate_limited: [429, 'Too many requests; wait for Retry-After seconds.'],
  internal: [500, 'Something failed here; try again, and report the request_id if it goes on.'],
  unavailable: [503, 'Temporarily unavailable; try again after Retry-After seconds.'],
} as const satisfies Record<string, readonly [number, string]>;

/** The stable, machine-readable name of a failure: `error.code` in every failing answer. */
export type FailureCode = keyof typeof FAILURES;

/** A failure as the wire has it. `message` replaces the default message of the code. */
export type Failure = {
  error: FailureCode;
  message?: string;
  details?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** `validation_failed`, with the first issue in the message. `whole`: what an issue is about that names no field. */
export function invalidFields(
  issues: { path: string; message: string }[],
  whole = 'body',
): Failure {
  const [first] = issues;
  const named =
    first === undefined ? '' : ` ${first.path === '' ? whole : first.path}: ${first.message}`;
  return {
    error: 'validation_failed',
    message: `Correct the fields listed in details.issues.${named}`,
    details: { issues },
  };
}

/** The HTTP status and the default message of a failure. */
export function describeFailure(code: FailureCode) {
  const [status, message] = FAILURES[code];
  return { status, message };
}
