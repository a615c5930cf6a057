import { expect, it } from 'vitest';
import { nameValue } from '../../../../src/dashboard/browser/format/names';

it.each([
  ['country', 'DE', 'Germany'],
  ['country', 'QQ', 'QQ'],
  ['country', 'not a country', 'not a country'],
  ['country', null, 'Unknown'],
  ['language', 'de-AT', 'Austrian German'],
  ['language', '?', '?'],
  ['device_type', 'mobile', 'Phone'],
  ['device_type', 'constructor', 'constructor'],
  ['new_visitor', true, 'New visitors'],
  ['engaged', false, 'No'],
  ['min_duration', '60000', 'at least 1 min 00 s'],
  ['city', '<b>', '<b>'],
] as const)('the value of %s, %s, is called %s', (name, value, called) => {
  expect(nameValue(name, value)).toBe(called);
});
