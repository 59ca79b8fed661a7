import { existsSync } from 'node:fs';

const FILE = '.env';

/** The environment, with what a file `.env` in the working folder adds to it. React is ten times slower unless told of production. */
export function environment(mode: 'development' | 'production' = 'production'): NodeJS.ProcessEnv {
  if (existsSync(FILE)) process.loadEnvFile(FILE);
  process.env.NODE_ENV ??= mode;
  return process.env;
}
