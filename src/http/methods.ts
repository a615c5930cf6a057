import { METHOD_NAME_ALL } from 'hono/router';
import type { RouterRoute } from 'hono/types';

/** The methods that a path takes, by the routes there are: for `Allow`. Empty: no such path. */
export function methodsOf(routes: RouterRoute[], path: string): string[] {
  const taken = routes.filter(
    (route) => route.method !== METHOD_NAME_ALL && isMatch(route.path, path),
  );
  return [...new Set(taken.map(({ method }) => method))].sort();
}

function isMatch(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(':') || part === given[index])
  );
}
