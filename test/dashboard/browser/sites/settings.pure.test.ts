import { expect, it } from 'vitest';
import { emptyForm, formOf, settingsOf } from '../../../../src/dashboard/browser/sites/settings';
import { CreateSiteSchema } from '../../../../src/sites/schema';

const SITE = {
  site_id: '5eed0000-0000-4000-8000-000000000001',
  name: 'Kestrel',
  allowed_origins: ['https://shop.example', 'https://*.shop.example'],
  idle_timeout_ms: 90_000,
  respect_gpc: false,
  url_query: 'marketing',
  retention_days: 30,
  timezone: 'Europe/Lisbon',
  proxy_address_header: 'x-visitor-address',
  proxy_country_header: null,
  created_at: 1,
  updated_at: 2,
} as const;

it('the form of a site gives its settings again, without those that it does not show', () => {
  const {
    name,
    allowed_origins,
    idle_timeout_ms,
    respect_gpc,
    url_query,
    retention_days,
    timezone,
  } = SITE;
  expect(settingsOf(formOf({ ...SITE, allowed_origins: [...allowed_origins] }))).toEqual({
    name,
    allowed_origins,
    idle_timeout_ms,
    respect_gpc,
    url_query,
    retention_days,
    timezone,
  });
});

it('an empty form has what the API takes where nothing is said', () => {
  const told = CreateSiteSchema.parse({ name: 'Kestrel' });
  expect({ ...told, ...settingsOf({ ...emptyForm('UTC'), name: ' Kestrel ' }) }).toEqual(told);
});

it('origins may stand on lines or between commas', () => {
  const form = { ...emptyForm('UTC'), origins: ' https://a.example,https://b.example\n\n* ' };
  expect(settingsOf(form).allowed_origins).toEqual(['https://a.example', 'https://b.example', '*']);
});
