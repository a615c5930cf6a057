/** Words for the filters of reports, and what each takes. */
import { FIELD_NAMES, FIELDS, type Field, type FieldName } from '../../reports/fields';
import type { TextKind, Words } from '../operation';

const filter = (about: string) => `${about} Absent: all.`;
const FLAG = '`true` or `false`';

/** As the tag says of filters, for each field. */
const ABOUT: Record<FieldName, string> = {
  status: filter('`active` or `ended`.'),
  engaged: filter(`${FLAG}: 10 s of active time, or two page views, or identified.`),
  identified: filter(`${FLAG}: with a lead.`),
  exit_type: filter('`exit`, `bounce` or `timeout`; missing while a session is active.'),
  ended_by: filter('`client`, `idle` or `max_length`; missing while a session is active.'),
  is_bot: `${FLAG}; \`true,false\` is all.`,
  visitor_id: filter('UUIDs, whole ones.'),
  lead_id: filter('UUIDs, whole ones.'),
  country: filter('Two letters of ISO 3166-1.'),
  region: filter('A state or province.'),
  city: filter('A city.'),
  device_type: filter('Such as `mobile`.'),
  os: filter('A name, such as `macOS`.'),
  browser: filter('A name, such as `Firefox`.'),
  language: filter('A BCP 47 tag.'),
  source: filter('Such as `Google` or `news`, in any case.'),
  channel: filter('Such as `Organic Search`, in any case.'),
  referrer_host: filter('A host, without `www.`.'),
  utm_source: filter('In any case.'),
  utm_medium: filter('In any case.'),
  utm_campaign: filter('In any case.'),
  utm_term: filter('In any case.'),
  utm_content: filter('In any case.'),
  entry_page: filter('The path of the landing page.'),
  exit_page: filter('The path of the last page.'),
  new_visitor: filter(`${FLAG}: the first session of its visitor at the site.`),
};

export const FILTER_WORDS: Words = {
  ...Object.fromEntries(
    FIELD_NAMES.map((name) => [name, { about: ABOUT[name], as: takenBy(FIELDS[name]) }]),
  ),
  min_page_views: 'Only sessions with at least so many page views. Absent: all.',
  min_duration: 'Only sessions that lasted at least so long, in ms. Absent: all.',
};

function takenBy(field: Field): TextKind {
  const missing = field.isNullable;
  switch (field.kind) {
    case 'flag':
      return { 'x-filter': { value: { enum: ['true', 'false'] }, parts: false, missing } };
    case 'visitor':
    case 'lead':
      return { 'x-filter': { value: { format: 'uuid' }, parts: false, missing } };
    default: {
      const value = field.oneOf === undefined ? {} : { enum: field.oneOf };
      return { 'x-filter': { value, parts: true, missing } };
    }
  }
}
