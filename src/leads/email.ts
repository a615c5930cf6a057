/**
 * One spelling of an email address, by which leads are unique. Taken is what `<input type=email>` takes
 * (https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address), and international addresses (RFC 6531): Unicode
 * in NFC before the `@`, and a domain that becomes its ASCII form. Pure.
 */

/** RFC 5321, section 4.5.3.1: characters of the whole address, and of the part before the `@`. */
export const MAX_EMAIL_CHARS = 254;
const MAX_LOCAL_CHARS = 64;

/** The characters of HTML's rule, and any letter, mark or digit. */
const LOCAL = /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * Trimmed, lower case, NFC, the domain in ASCII; null for what is not one address.
 *
 * @example
 * normalizeEmail(' Ann@Müller.example '); // 'ann@xn--mller-kva.example'
 */
export function normalizeEmail(text: string): string | null {
  const parts = text.trim().normalize('NFC').toLowerCase().split('@');
  const [local = '', name = ''] = parts;
  if (parts.length !== 2 || local.length > MAX_LOCAL_CHARS || !LOCAL.test(local)) return null;
  const domain = asciiDomain(name);
  if (domain === null) return null;
  const address = `${local}@${domain}`;
  return address.length <= MAX_EMAIL_CHARS ? address : null;
}

/** A URL's host is the platform's implementation of UTS 46; what else a URL may have there is no domain. */
function asciiDomain(name: string): string | null {
  if (/[/\\?#:@\s[\]%]/.test(name)) return null;
  const url = `http://${name}/`;
  if (name === '' || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  // A URL takes numbers for IPv4 addresses: `1` would become `0.0.0.1`.
  const isAddress = /^[\d.]+$/.test(hostname);
  return DOMAIN.test(hostname) && (!isAddress || hostname === name) ? hostname : null;
}
