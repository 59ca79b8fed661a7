import type { CreateTableBuilder, Kysely } from 'kysely';

/**
 * The tables that better-auth reads and writes, under its own names so that its documentation holds. SQLite takes the types
 * as they are: it keeps instants as ISO text and truth values as 0 and 1.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await withTimes(db.schema.createTable('user'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('email', 'text', column => column.notNull().unique())
    .addColumn('emailVerified', 'boolean', column => column.notNull())
    .addColumn('image', 'text')
    .addColumn('role', 'text', column => column.notNull())
    .execute();
  await withTimes(db.schema.createTable('session'))
    .addColumn('userId', 'text', column => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('token', 'text', column => column.notNull().unique())
    .addColumn('expiresAt', 'timestamptz', column => column.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .execute();
  await db.schema.createIndex('session_by_user').on('session').column('userId').execute();
  await withTimes(db.schema.createTable('account'))
    .addColumn('userId', 'text', column => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('providerId', 'text', column => column.notNull())
    .addColumn('accountId', 'text', column => column.notNull())
    .addColumn('password', 'text')
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', 'timestamptz')
    .addColumn('refreshTokenExpiresAt', 'timestamptz')
    .addColumn('scope', 'text')
    .addUniqueConstraint('account_by_provider', ['providerId', 'accountId'])
    .execute();
  await db.schema.createIndex('account_by_user').on('account').column('userId').execute();
  await withTimes(db.schema.createTable('verification'))
    .addColumn('identifier', 'text', column => column.notNull())
    .addColumn('value', 'text', column => column.notNull())
    .addColumn('expiresAt', 'timestamptz', column => column.notNull())
    .execute();
  await db.schema.createIndex('verification_by_identifier').on('verification').column('identifier').execute();
}

function withTimes<Name extends string>(table: CreateTableBuilder<Name>): CreateTableBuilder<Name, string> {
  return table
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('createdAt', 'timestamptz', column => column.notNull())
    .addColumn('updatedAt', 'timestamptz', column => column.notNull());
}
