/** Share links: the figures of one site, for whoever has the link. */
import { CreateShareSchema, ShareParamsSchema, SiteParamsSchema } from '../../sites/schema';
import { CreatedShareSchema, RevokedShareSchema, ShareListSchema } from '../answers/sites';
import { IDS, LATER } from '../examples';
import { describe, type Operation } from '../operation';

const SHARES = '/api/sites/{site_id}/shares';
const siteParams = describe(SiteParamsSchema, { site_id: 'The site.' });
const params = { site_id: '$SITE' };
const SHARE = { share_id: IDS.SHARE, name: 'the board', created_at: LATER };
const TOKEN = `share_${IDS.SITE.replaceAll('-', '')}_${'0123456789abcdef'.repeat(4)}`;

export const shareOperations: Operation[] = [
  {
    id: 'createShare',
    method: 'POST',
    path: SHARES,
    tag: 'Sites',
    summary: 'Make a share link',
    description:
      'Whoever has the link sees the figures of the site in the dashboard, and no session, visitor or lead. A site has at most 20.',
    caller: 'all',
    params: siteParams,
    body: describe(CreateShareSchema, { name: 'For people. Trimmed.' }),
    answers: {
      201: {
        about: 'The link.',
        data: CreatedShareSchema,
        example: {
          ...SHARE,
          token: TOKEN,
          url: `https://sessions.example/dashboard#share=${TOKEN}`,
        },
      },
    },
    failures: [],
    example: { params, body: { name: 'the board' } },
  },
  {
    id: 'listShares',
    method: 'GET',
    path: SHARES,
    tag: 'Sites',
    summary: 'List share links',
    description: 'Without their tokens.',
    caller: 'all',
    params: siteParams,
    answers: { 200: { about: 'The links.', data: ShareListSchema, example: { shares: [SHARE] } } },
    failures: [],
    example: { params },
  },
  {
    id: 'revokeShare',
    method: 'DELETE',
    path: `${SHARES}/{share_id}`,
    tag: 'Sites',
    summary: 'Revoke a share link',
    description: 'It shows nothing from now on, to nobody.',
    caller: 'all',
    params: describe(ShareParamsSchema, { site_id: 'The site.', share_id: 'The share link.' }),
    answers: {
      200: {
        about: 'It is revoked.',
        data: RevokedShareSchema,
        example: { share_id: IDS.SHARE, deleted: true },
      },
    },
    failures: ['share_not_found'],
    example: { params: { ...params, share_id: '$SHARE' } },
  },
];
