import { findNginx } from './nginx.ts';

/** Says what will not be tried. Where nothing may be left out, the tests themselves fail. */
export default function setup(): void {
  if (findNginx() !== null || process.env.REQUIRE_BROWSER === '1') return;
  console.log(
    'The nginx proxy is not tried: there is no nginx. Get one with "apt-get install nginx-light".',
  );
}
