import { describe, expect, it } from 'vitest';
import { expectFailure, request } from '../api';
import {
  ALL_WRITES,
  expectRefused,
  long,
  PATH,
  post,
  spoil,
  stateOfAll,
  type Write,
} from '../support/existing-session';

const UNKNOWN = '0199aaaa-0000-7000-8000-000000000001';
const NO_STRING = ['5', 'true', '[]', '{}', '["a"]'];
const NO_NUMBER = ['"5"', 'true', '[]', '{}', '-1', '1e400', '-1e400', '1e300', '1e15'];
const NO_INTEGER = [...NO_NUMBER, '1.5'];

const bad = {
  uuid: [...NO_STRING, '"x"', '""', `"${UNKNOWN}0"`, long(4000)],
  text: (max: number) => [...NO_STRING, long(max + 1)],
  url: [
    ...NO_STRING,
    '"shop"',
    '"/path"',
    '"javascript:alert(1)"',
    '"data:text/html,x"',
    '"https://"',
    '"https://./"',
  ],
  object: ['5', '"x"', 'true', '[]', '[{}]'],
  real: NO_NUMBER,
  integer: NO_INTEGER,
  boolean: ['5', '"yes"', '"true"', '[]', '{}', '0'],
  time: [...NO_INTEGER, '0', '1765000000', '1765000000000000'],
  json: ['5', '"x"', 'true', '[]', `{"a":${long(4096)}}`, `{"a":${long(4089)}}`],
};

const UTM = ['source', 'medium', 'campaign', 'term', 'content', 'id'];

const text = (max: number, ...paths: string[]) =>
  paths.map((path): [string, string[]] => [path, bad.text(max)]);

const FIELDS: Record<Write, [string, string[]][]> = {
  create: [
    ['site_id', [...bad.uuid, 'null']],
    ...['id', 'visitor_id', 'previous_session_id'].map((path): [string, string[]] => [
      path,
      bad.uuid,
    ]),
    ...text(256, 'fingerprint', ...UTM.map((name) => `utm_${name}`)),
    ...text(256, ...UTM.flatMap((name) => [`utm_params.${name}`, `utm_params.utm_${name}`])),
    ['referrer', NO_STRING],
    ...text(32, 'device.type', 'device.orientation'),
    ...text(64, 'browser.name', 'browser.version', 'location.country', 'location.timezone'),
    ...text(1024, 'browser.language'),
    ...text(128, 'location.region', 'location.city'),
    ['device.os', ['5', 'true', '[]', long(65), '{"name":5}', `{"version":${long(65)}}`]],
    [
      'device.screen_size',
      ['5', 'true', '{}', '"big"', '"1x"', '"123456x1"', '{"width":"1","height":1}'],
    ],
    ['device.pixel_ratio', bad.real],
    ['device.memory', bad.real],
    ['device.cpu_cores', bad.integer],
    ['device.touch_support', bad.boolean],
    ...['device', 'browser', 'location', 'utm_params'].map((path): [string, string[]] => [
      path,
      bad.object,
    ]),
    ['consent', bad.json],
    ['custom_data', bad.json],
    ['url', bad.url],
    ['page_views', bad.integer],
    ['active_time', bad.integer],
    ['sent_at', bad.time],
  ],
  update: [
    ['session_id', [...bad.uuid, 'null']],
    ['site_id', [...bad.uuid, 'null']],
    ['last_activity_at', bad.time],
    ['current_url', bad.url],
    ['page_views', bad.integer],
    ['active_time', bad.integer],
    ['custom_data', bad.json],
    ['sent_at', bad.time],
  ],
  end: [
    ['session_id', [...bad.uuid, 'null']],
    ['site_id', bad.uuid],
    ['exit_url', bad.url],
    ['exit_type', [...NO_STRING, '"left"', '""', '"EXIT"']],
    ['duration', bad.integer],
    ['page_views', bad.integer],
    ['active_time', bad.integer],
    ['sent_at', bad.time],
  ],
  identify: [
    ['site_id', bad.uuid],
    ['lead_id', bad.uuid],
    [
      'email',
      [
        ...NO_STRING,
        '"x"',
        '"a@b@c"',
        '"a b@c.de"',
        '"a@b.c, d@e.fr"',
        `"${'x'.repeat(250)}@example.com"`,
      ],
    ],
    ['name', [...bad.text(256), '""', '"  "']],
    ['phone', [...bad.text(64), '""']],
    ['create_task', bad.boolean],
    ['replace', bad.boolean],
  ],
};

describe.each(ALL_WRITES)('%s', (write) => {
  it.each(FIELDS[write])(
    'refuses a bad %s, names it, and changes nothing',
    async (path, values) => {
      const before = await stateOfAll();
      for (const json of values) {
        const answer = await post(write, spoil(write, path, json));
        expectFailure(answer, 400, 'validation_failed');
        const paths = answer.error.details.issues?.map(({ path }) => path);
        expect(paths?.join(), json.slice(0, 80)).toContain(path);
      }
      expect(await stateOfAll()).toEqual(before);
    },
  );
});

it('limits custom data of all messages together', async () => {
  const more = (write: Write) => spoil(write, 'custom_data', `{"more":"${'m'.repeat(1100)}"}`);
  for (const write of ['create', 'update'] as const) {
    const error = await expectRefused(() => post(write, more(write)), 400, 'validation_failed');
    expect(error.details.issues?.[0]?.path).toBe('custom_data');
  }
  const swap = `{"kept":null,"more":"${'m'.repeat(1100)}"}`;
  const swapped = await post('update', spoil('update', 'custom_data', swap));
  expect(swapped.data.custom_data).toEqual({ more: 'm'.repeat(1100) });
});

it.each([
  ['', 'session_id,site_id'],
  ['?session_id=x&site_id=y', 'session_id,site_id'],
  [`?session_id=${UNKNOWN}`, 'site_id'],
  [`?site_id=${UNKNOWN}`, 'session_id'],
  [`?session_id=${UNKNOWN}&session_id=${UNKNOWN}&site_id=${UNKNOWN}`, 'session_id'],
  [`?session_id=%00&site_id=${UNKNOWN}`, 'session_id'],
  [`?session_id=${'a'.repeat(5000)}&site_id=%E0%A4%A`, 'session_id,site_id'],
])('read refuses the query "%s" and names %s', async (query, paths) => {
  const error = await expectRefused(() => request(`${PATH}${query}`), 400, 'validation_failed');
  expect(error.details.issues?.map(({ path }) => path).join()).toBe(paths);
});

it.each(['x', '%00', '%E0%A4%A', "'--", `${UNKNOWN}0`, 'a'.repeat(5000)])(
  'identify refuses the session id %s in its path',
  async (id) => {
    const sent = () =>
      request(`${PATH}/${id}/identify`, { method: 'POST', body: '{"name":"Ada"}' });
    const error = await expectRefused(sent, 400, 'validation_failed');
    expect(error.details.issues?.[0]?.path).toBe('session_id');
  },
);

it('identify refuses a body without lead_id, email and name', async () => {
  for (const body of ['{}', '{"phone":"1"}', '{"lead_id":null,"email":null,"name":null}']) {
    await expectRefused(() => post('identify', body), 400, 'validation_failed');
  }
});
