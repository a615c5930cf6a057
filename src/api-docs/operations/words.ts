/** Words for what many routes take. */
export const SITE_WORD =
  'The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.';
export const PAGE_WORDS = {
  limit: 'How many, at most.',
  after: 'The `next` of the page before. Absent: from the newest on.',
};
