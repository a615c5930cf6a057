/** What has brought the visitor here: the campaign. */
import { UTM_NAMES, type UtmParams } from '../life/session';
import type { OpenCommand } from '../schema';
import { cut } from './cut';

/**
 * As given, else as given with the prefix, else from the landing URL; but not of a page that was opened in the session before:
 * what has brought the visitor to that one has not brought them to this one.
 */
export function readUtm(command: OpenCommand): UtmParams {
  const { url, landing = true } = command;
  const query = url !== undefined && landing ? new URL(url).searchParams : null;
  const values = UTM_NAMES.map((name) => [
    name,
    command.utm_params?.[name] ??
      command.utm_params?.[`utm_${name}`] ??
      command[`utm_${name}`] ??
      cut(query?.get(`utm_${name}`), 256),
  ]);
  return Object.fromEntries(values);
}
