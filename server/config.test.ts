import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('a configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({})).toEqual({
      ...{ host: '127.0.0.1', port: 3000, reusePort: false, dataDir: './data', publicUrl: null },
      site: { name: 'Pressbox', tagline: 'Live coverage, as it happens', language: 'en' },
      websubHub: null,
      ...{ firstAdmin: null, sample: true, showReaders: true, trustedProxies: 0, allowedOrigins: [] },
      defaults: { language: 'en', timeZone: 'UTC' },
      ...{ secret: null, databaseUrl: null, redisUrl: null, metrics: null, logLevel: 'info', dev: false },
      limits: {
        ...{ readers: 50_000, readersPerAddress: 10_000 },
        ...{ arrivalsPerSecond: 4_000, arrivalsAtOnce: 10_000, arrivalsPerAddress: 1_000 },
      },
      reads: { perSecond: 60, perAddress: 8, atOnce: 4 },
      commandsPerSecond: 50,
    });
  });

  it('takes what is set, and ignores what is empty or not its own', () => {
    const config = readConfig(
      {
        ...{ HOST: '0.0.0.0', PORT: '8080', DATA_DIR: '/srv/pressbox', PUBLIC_URL: 'https://news.example///' },
        ...{ REUSE_PORT: 'on', WEBSUB_HUB: 'https://hub.example/' },
        ...{
          SITE_NAME: 'The Moon',
          SITE_TAGLINE: '',
          ADMIN_EMAIL: 'ada@example.org',
          ADMIN_PASSWORD: 'a long password',
        },
        ...{
          SAMPLE: 'off',
          SHOW_READERS: 'off',
          TRUSTED_PROXIES: '1',
          ALLOWED_ORIGINS: 'https://a.example, http://b.example:81/',
        },
        ...{ DEFAULT_LANGUAGE: 'ru', DEFAULT_TIME_ZONE: 'Europe/Moscow', PRESSBOX_SECRET: 's'.repeat(32) },
        ...{ DATABASE_URL: 'postgres://localhost/pressbox', REDIS_URL: 'redis://localhost', LOG_LEVEL: 'warn' },
        ...{ METRICS_HOST: '0.0.0.0', METRICS_PORT: '9100' },
        ...{ MAX_READERS: '0', MAX_READERS_PER_ADDRESS: '1', ARRIVALS_PER_SECOND: '2' },
        ...{ ARRIVALS_AT_ONCE: '3', ARRIVALS_PER_ADDRESS: '4', COMMANDS_PER_SECOND: '5', PATH: '/usr/bin' },
        ...{ READS_PER_SECOND: '6', READS_PER_ADDRESS: '7', READS_AT_ONCE: '8' },
      },
      { dev: true },
    );

    expect(config).toEqual({
      ...{ host: '0.0.0.0', port: 8080, dataDir: '/srv/pressbox', publicUrl: 'https://news.example' },
      reusePort: true,
      site: { name: 'The Moon', tagline: 'Live coverage, as it happens', language: 'ru' },
      websubHub: 'https://hub.example/',
      firstAdmin: { email: 'ada@example.org', password: 'a long password' },
      ...{
        sample: false,
        showReaders: false,
        trustedProxies: 1,
        allowedOrigins: ['https://a.example', 'http://b.example:81'],
      },
      defaults: { language: 'ru', timeZone: 'Europe/Moscow' },
      ...{ secret: 's'.repeat(32), databaseUrl: 'postgres://localhost/pressbox', redisUrl: 'redis://localhost' },
      limits: {
        ...{ readers: 0, readersPerAddress: 1 },
        ...{ arrivalsPerSecond: 2, arrivalsAtOnce: 3, arrivalsPerAddress: 4 },
      },
      reads: { perSecond: 6, perAddress: 7, atOnce: 8 },
      commandsPerSecond: 5,
      metrics: { host: '0.0.0.0', port: 9100 },
      ...{ logLevel: 'warn', dev: true },
    });
  });

  it('names every variable that is wrong, and what it takes', () => {
    const wrong = {
      ...{ PORT: 'eighty', PUBLIC_URL: 'news.example', ADMIN_EMAIL: 'ada', SAMPLE: 'yes', TRUSTED_PROXIES: '-1' },
      ...{
        ALLOWED_ORIGINS: 'https://a.example,partner',
        DEFAULT_LANGUAGE: 'english',
        DEFAULT_TIME_ZONE: 'Mars/Olympus',
      },
      ...{ PRESSBOX_SECRET: 'short', DATABASE_URL: 'mysql://x', REDIS_URL: 'x', LOG_LEVEL: 'loud' },
    };

    const message = messageOf(wrong);

    const [title, ...lines] = message.split('\n');
    expect(title).toBe('The configuration is wrong:');
    expect(lines.map(line => /^ {2}(\w+)/.exec(line)?.[1])).toEqual(Object.keys(wrong));
    expect(message).toContain('PORT: must be a whole number from 0 to 65535');
    expect(message).toContain(
      'DEFAULT_TIME_ZONE: must be a time zone name that is known here, such as "Europe/Moscow"',
    );
  });

  it.each(['65536', '-1', '80.5', '0x', ' '])('does not take PORT=%j', PORT => {
    expect(messageOf({ PORT })).toContain('PORT: must be a whole number from 0 to 65535');
  });

  it.each(['https://x.org/path?q=1', 'https://x.org/?', 'https://x.org/#top', 'https://user:hunter2@x.org'])(
    'does not take PUBLIC_URL=%j',
    PUBLIC_URL => {
      expect(messageOf({ PUBLIC_URL })).toBe(
        'The configuration is wrong:\n  PUBLIC_URL: must be an address alone: without user, password, query or fragment',
      );
    },
  );

  it.each([
    [{ ADMIN_EMAIL: 'ada@example.org' }, 'ADMIN_EMAIL and ADMIN_PASSWORD are set together or not at all'],
    [{ ADMIN_PASSWORD: 'a long password' }, 'ADMIN_EMAIL and ADMIN_PASSWORD are set together or not at all'],
    [{ DATABASE_URL: 'postgres://localhost/x' }, 'PRESSBOX_SECRET: needed with DATABASE_URL'],
    [{ REDIS_URL: 'redis://localhost' }, 'REDIS_URL: of no use without DATABASE_URL'],
    [{ WEBSUB_HUB: 'https://hub.example/' }, 'WEBSUB_HUB: needs PUBLIC_URL'],
    [{ REUSE_PORT: 'on' }, 'REUSE_PORT: of no use without DATABASE_URL'],
  ])('does not take %j alone', (env, reason) => {
    expect(messageOf(env)).toContain(reason);
  });

  it('says no secret in what it refuses', () => {
    expect(messageOf({ PRESSBOX_SECRET: 'hunter2', ADMIN_PASSWORD: 'hunter3' })).not.toMatch(/hunter/);
  });
});

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('this was not refused');
}
