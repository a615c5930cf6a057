/**
 * The origin of a request: `Origin`, else the origin of `Referer`; null when it has neither. A value that is no origin as
 * browsers write it is returned as it is, and matches no pattern but `*`.
 */
export function originOf(headers: Headers): string | null {
  const origin = headers.get('origin');
  if (origin !== null) return origin.toLowerCase();
  const referer = headers.get('referer');
  return referer !== null && URL.canParse(referer) ? new URL(referer).origin : null;
}

/** Whether one of the patterns (`*`, an origin, `https://*.example.com`) covers the origin. */
export function isAllowedOrigin(patterns: string[], origin: string | null): boolean {
  return patterns.some((pattern) => {
    if (pattern === '*' || pattern === origin) return true;
    const [scheme, domain] = pattern.split('://*.', 2);
    if (origin === null || scheme === undefined || domain === undefined) return false;
    return (
      origin.startsWith(`${scheme}://`) &&
      origin.endsWith(`.${domain}`) &&
      URL.canParse(origin) &&
      new URL(origin).origin === origin
    );
  });
}
