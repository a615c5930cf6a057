/** Where the visitor comes from: the campaign. */
import { MAX_CHARS, UTM_NAMES, type UtmParams } from '../life/session';
import type { OpenCommand } from '../schema';
import { cut } from './cut';

/**
 * As given, else as given with the prefix `utm_`, else from the landing URL. Not from the URL of a page that was already open
 * in the session before (`landing: false`): its campaign belongs to that session.
 */
export function readUtm(command: OpenCommand): UtmParams {
  const { url, landing = true } = command;
  const query = url !== undefined && landing ? new URL(url).searchParams : null;
  const values = UTM_NAMES.map((name) => [
    name,
    command.utm_params?.[name] ??
      command.utm_params?.[`utm_${name}`] ??
      command[`utm_${name}`] ??
      cut(query?.get(`utm_${name}`), MAX_CHARS.utm),
  ]);
  return Object.fromEntries(values);
}
