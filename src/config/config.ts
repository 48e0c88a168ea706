/**
 * The settings: the environment, read once and checked. Nothing else reads `process.env`.
 * docs/operations.md explains each setting to the people who run the server.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { keepSecrets, type KeptSecrets } from './secrets.js';

/** A named 256-bit key for fields that are encrypted at rest. */
export interface EncryptionKey {
  /** Stored beside what the key encrypted, so that old values are still readable after a change of key. */
  name: string;
  /** 32 bytes. */
  key: Buffer;
}

/** An S3-compatible store for uploaded files. */
export interface S3Config {
  bucket: string;
  region: string;
  /** For stores other than Amazon's, e.g. `https://minio.practice.example`. */
  endpoint: string | undefined;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Payments by card at Stripe. */
export interface StripeConfig {
  secretKey: string;
  /** What its events are signed with; more than one while a new one takes the place of an old one. */
  webhookSecrets: string[];
  /** `https://api.stripe.com`, without a slash at the end; another in tests. */
  url: string;
}

export interface Config {
  /** TCP port; 0 takes any free one. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** The outside PostgreSQL; undefined means the embedded one in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute path of the folder for the embedded database, kept secrets and uploaded files. */
  dataDir: string;
  /** Signs session cookies; at least 32 characters. */
  sessionSecret: string;
  /** At least one. The first encrypts, all of them decrypt. */
  encryptionKeys: EncryptionKey[];
  /** A session ends after so many minutes without a request… */
  sessionIdleMinutes: number;
  /** …and in any case so many hours after the sign-in. */
  sessionMaxHours: number;
  /** The address that people type, without a slash at the end; for links in mail and for the same-origin check. */
  publicUrl: string | undefined;
  /** Origins whose pages may call the API with a bearer token, exact: `https://portal.example`. */
  corsOrigins: string[];
  /** A session may send so many requests to the API in a minute; 0 counts none. */
  requestsPerMinute: number;
  /** `smtp://` or `smtps://` address of the outgoing mail server; undefined sends no mail. */
  smtpUrl: string | undefined;
  /** Said in so many words that no server of the practice sends e-mail. */
  smtpOff: boolean;
  /** The portal's page for an offered time, with `{token}` where the token goes; undefined: the message has the code alone. */
  offerUrl: string | undefined;
  /** Whether this process does the work in the background: messages, reminders, what runs out. */
  jobs: boolean;
  /** Events are kept for so many days, for those who follow them. */
  eventDays: number;
  /** Undefined keeps uploaded files below `dataDir`. */
  s3: S3Config | undefined;
  /** Undefined takes no payments by card. */
  stripe: StripeConfig | undefined;
  logLevel: LogLevel;
  /** The first administrator, made when the database has no users. */
  adminEmail: string;
  /** Undefined makes a random password that is printed once. */
  adminPassword: string | undefined;
  /** Express's `trust proxy`: the number of reverse proxies in front, or their addresses. False trusts none. */
  trustProxy: false | number | string;
  /** bcrypt cost factor. */
  passwordCost: number;
  /** False only for NODE_ENV `development` and `test`. */
  production: boolean;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What is wrong with the settings, one line a fault. */
export class ConfigError extends Error {
  override name = 'ConfigError';

  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

const PASSWORD_COST = 12;
const KEY_BYTES = 32;

/** A whole number in a range, said in words that name the range. */
function whole(min: number, max: number, fallback: number): z.ZodType<number> {
  const fault = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, fault)
    .transform(Number)
    .refine((value) => value >= min && value <= max, fault)
    .default(fallback);
}

/** An address with one of the given schemes, e.g. `https:`. */
function address(schemes: string[], example: string): z.ZodType<string> {
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), `must be an address like ${example}`);
}

/** Scheme, host and port as a browser says them, and nothing after. */
const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const settings = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name, like 127.0.0.1')
    .default('127.0.0.1'),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/database').optional(),
  DATA_DIR: z.string().default('.data'),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ENCRYPTION_KEYS: z.string().optional(),
  SESSION_IDLE_MINUTES: whole(1, 1_440, 30),
  SESSION_MAX_HOURS: whole(1, 168, 12),
  PUBLIC_URL: address(['http:', 'https:'], 'https://crm.practice.example')
    .transform((text) => text.replace(/(?<!\/)\/+$/, ''))
    .optional(),
  SMTP_URL: z
    .literal('none')
    .or(address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example:465'))
    .optional(),
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .refine(
      (origins) => origins.every((origin) => isOrigin(origin)),
      'must be exact origins like https://portal.example, with commas between',
    )
    .default([]),
  REQUESTS_PER_MINUTE: whole(0, 1_000_000, 1_200),
  OFFER_URL: address(['http:', 'https:'], 'https://portal.practice.example/offers/{token}')
    .refine((text) => text.includes('{token}'), 'must have {token} where the token goes')
    .optional(),
  JOBS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  EVENT_DAYS: whole(1, 3_650, 30),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: address(['http:', 'https:'], 'https://s3.example').optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[\w-]{8,300}$/, 'must be a secret key of Stripe, sk_… or rk_…')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((secrets) => secrets.every((one) => /^[\w-]{8,300}$/.test(one)), 'must be what Stripe signs its events with, whsec_…')
    .optional(),
  STRIPE_URL: address(['http:', 'https:'], 'https://api.stripe.com')
    .transform((text) => text.replace(/(?<!\/)\/+$/, ''))
    .default('https://api.stripe.com'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  ADMIN_EMAIL: z.email('must be an e-mail address').max(254, 'must be an e-mail address').default('admin@practice.example'),
  ADMIN_PASSWORD: z.string().min(15, 'must have at least 15 characters').max(200, 'must have at most 200 characters').optional(),
  TRUST_PROXY: z
    .string()
    .regex(
      /^(\d{1,2}|[\w.:/]+(\s*,\s*[\w.:/]+)*)$/,
      'must be the number of reverse proxies in front, or their addresses with commas between',
    )
    .transform((text) => (/^\d+$/.test(text) ? Number(text) || (false as const) : text))
    .default(false),
  NODE_ENV: z.string().default('production'),
});

/**
 * Reads and checks the settings. With the embedded database, secrets that are not given are made and kept in DATA_DIR.
 * @param env the environment; an empty value counts as not given
 * @throws {ConfigError} naming every fault
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.keys(settings.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const parsed = settings.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  faults.push(...faultsBetween(given));
  const keys = parseKeys(given.ENCRYPTION_KEYS, faults);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);

  const from = parsed.data;
  const dataDir = resolve(from.DATA_DIR);
  const secrets = from.SESSION_SECRET && keys.length > 0 ? undefined : kept(dataDir, keys.length === 0);
  return {
    port: from.PORT,
    host: from.HOST,
    databaseUrl: from.DATABASE_URL,
    dataDir,
    sessionSecret: from.SESSION_SECRET ?? secrets?.sessionSecret ?? '',
    encryptionKeys: keys.length > 0 ? keys : keptKeys(dataDir, secrets),
    sessionIdleMinutes: from.SESSION_IDLE_MINUTES,
    sessionMaxHours: from.SESSION_MAX_HOURS,
    publicUrl: from.PUBLIC_URL,
    smtpUrl: from.SMTP_URL === 'none' ? undefined : from.SMTP_URL,
    smtpOff: from.SMTP_URL === 'none',
    corsOrigins: from.CORS_ORIGINS,
    requestsPerMinute: from.REQUESTS_PER_MINUTE,
    offerUrl: from.OFFER_URL,
    jobs: from.JOBS === 'on',
    eventDays: from.EVENT_DAYS,
    s3: s3From(from),
    stripe: stripeFrom(from),
    logLevel: from.LOG_LEVEL,
    adminEmail: from.ADMIN_EMAIL,
    adminPassword: from.ADMIN_PASSWORD,
    trustProxy: from.TRUST_PROXY,
    passwordCost: PASSWORD_COST,
    production: from.NODE_ENV !== 'development' && from.NODE_ENV !== 'test',
  };
}

/** Faults that lie in what is given together. */
function faultsBetween(given: Partial<Record<string, string>>): string[] {
  const faults: string[] = [];
  if (given.DATABASE_URL) {
    // Kept in one server's folder they would be lost with it, or differ between the processes that share the database.
    if (!given.SESSION_SECRET)
      faults.push('SESSION_SECRET must be given together with DATABASE_URL; make one with: openssl rand -base64 48');
    if (!given.ENCRYPTION_KEYS)
      faults.push(
        'ENCRYPTION_KEYS must be given together with DATABASE_URL; make one with: echo "k1:$(openssl rand -base64 32)"',
      );
  }
  const s3 = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
  if (s3.concat('S3_ENDPOINT').some((name) => given[name])) {
    for (const name of s3.filter((each) => !given[each]))
      faults.push(`${name} must be given together with the other S3_ settings`);
  }
  if (given.STRIPE_SECRET_KEY || given.STRIPE_WEBHOOK_SECRET) {
    // A link in a mail, and the way back from the processor's page, need to know where this is.
    for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'PUBLIC_URL'])
      if (!given[name]) faults.push(`${name} must be given for payments by card, together with the STRIPE_ settings`);
  }
  return faults;
}

function stripeFrom(from: z.infer<typeof settings>): StripeConfig | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecrets, STRIPE_URL: url } = from;
  return secretKey && webhookSecrets ? { secretKey, webhookSecrets, url } : undefined;
}

function s3From(from: z.infer<typeof settings>): S3Config | undefined {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = from;
  if (!bucket || !accessKeyId || !secretAccessKey) return undefined;
  return { bucket, accessKeyId, secretAccessKey, region: from.S3_REGION, endpoint: from.S3_ENDPOINT };
}

/** Adds to `faults` what is wrong; never the key itself. */
function parseKeys(text: string | undefined, faults: string[]): EncryptionKey[] {
  if (!text) return [];
  const keys: EncryptionKey[] = [];
  for (const [index, part] of text.split(',').entries()) {
    const [, name, base64] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(part) ?? [];
    const key = Buffer.from(base64 ?? '', 'base64');
    if (!name || key.length !== KEY_BYTES)
      faults.push(`ENCRYPTION_KEYS, entry ${index + 1}: must be name:base64 with ${KEY_BYTES} bytes`);
    else if (keys.some((each) => each.name === name))
      faults.push(`ENCRYPTION_KEYS, entry ${index + 1}: the name ${name} stands twice`);
    else keys.push({ name, key });
  }
  return keys;
}

function kept(dataDir: string, needKeys: boolean): KeptSecrets {
  try {
    return keepSecrets(dataDir, needKeys);
  } catch (error) {
    throw new ConfigError([`DATA_DIR: ${(error as Error).message}`]);
  }
}

function keptKeys(dataDir: string, secrets: KeptSecrets | undefined): EncryptionKey[] {
  const faults: string[] = [];
  const keys = parseKeys(secrets?.encryptionKeys, faults);
  if (faults.length > 0 || keys.length === 0)
    throw new ConfigError([`DATA_DIR: the keys in ${dataDir}/secrets.json are damaged: restore the file from a backup`]);
  return keys;
}

/**
 * The environment of a start: a file `.env` in the working folder gives what the environment itself does not, and NODE_ENV is
 * `production` unless set, for us and for the libraries that look at it. Call before they are loaded.
 */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  process.env.NODE_ENV ??= 'production';
  return process.env;
}

/** The environment for a program that we start, with more in it. */
export function environmentWith(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** Whether npm started this process, through a shell that passes no signal on. */
export function isRunByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}
