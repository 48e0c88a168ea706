/** What every refusal must look like (RFC 9457, and our own members). */
import type { Response } from 'supertest';

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { path: string; message: string }[];
}

/** What a refusal must never give away: a stack, a path of the server, a library's or the database's own words. */
const GIVEN_AWAY = /node_modules|\.ts:\d|\.js:\d|prisma\.|PrismaClient|\bat [\w.<>]+ \(|SQLSTATE|syntax error at|relation "/i;

/** The faults of `answer` as a refusal with one of `statuses`; empty when it is right. */
export function problemFaults(answer: Response, statuses: readonly number[]): string[] {
  const faults: string[] = [];
  if (!statuses.includes(answer.status)) faults.push(`status ${answer.status}, not ${statuses.join(' or ')}`);
  if (answer.status < 400) return faults;
  if (!/^application\/problem\+json\b/.test(answer.type)) faults.push(`type ${answer.type || 'none'}`);
  let body: Partial<Problem> = {};
  try {
    body = JSON.parse(answer.text) as Partial<Problem>;
  } catch {
    return [...faults, `no JSON: ${answer.text.slice(0, 100)}`];
  }
  for (const name of ['type', 'title', 'detail', 'code', 'requestId'] as const) {
    if (typeof body[name] !== 'string' || body[name] === '') faults.push(`no ${name}`);
  }
  if (body.status !== answer.status) faults.push(`status member ${String(body.status)}`);
  if (body.code !== undefined && !/^[a-z][a-z_]*(\.[a-z][a-z_]*)+$/.test(body.code)) faults.push(`code "${body.code}"`);
  const misshapen = body.errors?.some(
    (one) => typeof one.path !== 'string' || typeof one.message !== 'string' || one.message === '',
  );
  if (misshapen) faults.push('errors without path and message');
  if (GIVEN_AWAY.test(answer.text)) faults.push(`gives away: ${answer.text.slice(0, 200)}`);
  return faults;
}
