/**
 * Where a request comes from, by `Origin` or else the origin of `Referer`; null when it says nothing. What is
 * not an origin as browsers write it is kept as it is, and matches no pattern but `*`.
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
