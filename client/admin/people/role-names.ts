import type { Role } from '#shared/users.ts';

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: 'Administrator',
  editor: 'Editor',
  contributor: 'Contributor',
};
