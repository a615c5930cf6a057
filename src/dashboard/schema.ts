import * as z from 'zod';

const MAX_KEY_CHARS = 512;

/** A key of a site, or `ADMIN_KEY`. What is pasted often has a blank or a line's end with it. */
export const SignInSchema = z.object({ key: z.string().trim().min(1).max(MAX_KEY_CHARS) });
