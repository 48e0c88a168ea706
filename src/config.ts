/**
 * The settings: the environment, read once and checked. Nothing else reads `process.env`.
 * docs/operations.md explains each setting to the people who run the server.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { keepSecrets, type KeptSecrets } from './start/secrets.js';

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
  /** `smtp://` or `smtps://` address of the outgoing mail server; undefined sends no mail. */
  smtpUrl: string | undefined;
  /** Undefined keeps uploaded files below `dataDir`. */
  s3: S3Config | undefined;
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
