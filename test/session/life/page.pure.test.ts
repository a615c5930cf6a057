import { expect, it } from 'vitest';
import { pagePath } from '../../../src/session/life/page';

it.each([
  ['https://shop.example', '/'],
  ['https://shop.example/', '/'],
  ['https://shop.example/caf%C3%A9/?q=/a#f', '/caf%C3%A9/'],
  ['https://shop.example?q=/a', '/'],
  ['https://shop.example#/a', '/'],
  ['android-app://com.google.android.gm', '/'],
])('the path of %s is %s', (address, path) => {
  expect(pagePath(address)).toBe(path);
});
