import type { Session } from './session';

/**
 * The path of an address in its one spelling: what reports count pages by. Without query and fragment.
 *
 * @example
 * pagePath('https://shop.example/shoes?size=42') // '/shoes'
 */
export function pagePath(address: string): string {
  const beforeQuery = address.replace(/[?#].*$/s, '');
  const start = beforeQuery.indexOf('/', beforeQuery.indexOf('//') + 2);
  return start < 0 ? '/' : beforeQuery.slice(start);
}

/** The path of the page by which the visitor left, or that they are on. */
export function exitPath(session: Pick<Session, 'exit_url' | 'current_url'>): string | null {
  const address = session.exit_url ?? session.current_url;
  return address && pagePath(address);
}
