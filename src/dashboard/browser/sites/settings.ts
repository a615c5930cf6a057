/** The settings of a site as a form has them, and as the API takes them. Pure. */
import type { Schemas } from '../../../client/client';

type Site = Schemas['Site'];
const MINUTE_MS = 60_000;

/** `origins`: one a line. */
export type Form = {
  name: string;
  origins: string;
  timezone: string;
  idleMinutes: string;
  retentionDays: string;
  respectGpc: boolean;
  urlQuery: Site['url_query'];
};

/** As the API makes a site of which no more is told than its name. */
export function emptyForm(timezone: string): Form {
  return {
    name: '',
    origins: '',
    timezone,
    idleMinutes: '30',
    retentionDays: '395',
    respectGpc: true,
    urlQuery: 'safe',
  };
}

export function formOf(site: Site): Form {
  return {
    name: site.name,
    origins: site.allowed_origins.join('\n'),
    timezone: site.timezone,
    idleMinutes: String(site.idle_timeout_ms / MINUTE_MS),
    retentionDays: String(site.retention_days),
    respectGpc: site.respect_gpc,
    urlQuery: site.url_query,
  };
}

export function settingsOf(form: Form) {
  return {
    name: form.name.trim(),
    allowed_origins: form.origins.split(/[\s,]+/).filter((origin) => origin !== ''),
    timezone: form.timezone.trim(),
    idle_timeout_ms: Math.round(Number(form.idleMinutes) * MINUTE_MS),
    retention_days: Number(form.retentionDays),
    respect_gpc: form.respectGpc,
    url_query: form.urlQuery,
  };
}
