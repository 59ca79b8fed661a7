import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;
const MIN_SECRET_CHARS = 32;
const OWNER_ONLY = 0o600;

/**
 * What session cookies are signed with: `configured`, or else the secret in the data directory, made at the first start. Losing
 * it signs everybody out and does no other harm. Throws where it is too short to be one.
 */
export function loadSecret(dataDir: string, configured: string | null = null): string {
  if (configured !== null) return checked(configured, 'PRESSBOX_SECRET');
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secret');
  return checked(readOrCreate(file).trim(), file);
}

function readOrCreate(file: string): string {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  try {
    writeFileSync(file, `${secret}\n`, { mode: OWNER_ONLY, flag: 'wx', flush: true });
    return secret;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readFileSync(file, 'utf8');
    throw error;
  }
}

function checked(secret: string, origin: string): string {
  if (secret.length >= MIN_SECRET_CHARS) return secret;
  throw new Error(
    `${origin}: a secret has at least ${MIN_SECRET_CHARS} characters, this has ${secret.length}. Remove it to get a new one.`,
  );
}
