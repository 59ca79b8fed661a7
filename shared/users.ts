import * as z from 'zod';
import { MAX_NAME_CHARS } from './article.ts';

export const ROLES = ['admin', 'editor', 'contributor'] as const;
export const Role = z.enum(ROLES);

export const MIN_PASSWORD_CHARS = 15;
export const MAX_PASSWORD_CHARS = 256;

const MAX_EMAIL_CHARS = 254;
const MIN_DIFFERENT_CHARS = 5;

const email = z.string().trim().toLowerCase().max(MAX_EMAIL_CHARS).pipe(z.email());
/** Length is what makes a password hard to guess (OWASP ASVS 5.0, 6.2.1): no rules about its characters, but a key held down is none. */
const newPassword = z
  .string()
  .min(MIN_PASSWORD_CHARS, `must have at least ${MIN_PASSWORD_CHARS} characters; a few words are easy to keep`)
  .max(MAX_PASSWORD_CHARS)
  .refine(
    password => new Set(password).size >= MIN_DIFFERENT_CHARS,
    `must have at least ${MIN_DIFFERENT_CHARS} different characters`,
  );

export const SignIn = z.strictObject({
  email: z.string().max(MAX_EMAIL_CHARS),
  password: z.string().max(MAX_PASSWORD_CHARS),
});
export const NewUser = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME_CHARS),
  email,
  password: newPassword,
  role: Role,
});
/** The first administrator, by the one-time link that the first start prints. */
export const SetUp = NewUser.omit({ role: true }).extend({ token: z.string().max(100) });

export const RoleChange = z.strictObject({ role: Role });

/** A person with an account, as the admin sees it. */
export const User = z.object({ id: z.string(), name: z.string(), email: z.string(), role: Role });

export type Role = z.infer<typeof Role>;
export type SignIn = z.infer<typeof SignIn>;
export type NewUser = z.infer<typeof NewUser>;
export type SetUp = z.infer<typeof SetUp>;
export type User = z.infer<typeof User>;
