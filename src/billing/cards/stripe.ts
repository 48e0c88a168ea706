/**
 * Stripe's API by plain requests: Checkout Sessions, Refunds, signed events (docs.stripe.com/api). Each request has a time limit, a bound
 * on the answer, and is repeated with the same Idempotency-Key while it is unsure whether it arrived.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { StripeConfig } from '../../config/config.js';
import type { CardEvent, CardProcessor, CardSession, ProcessorRefund } from './processor.types.js';
import { ProcessorError } from './processor-error.js';
import { fromMinor, toMinor } from './rules/minor-units.js';

/** The version whose answers are read here, whatever the account's own is. */
const VERSION = '2024-06-20';
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 1_000_000;
const TRIES = 3;
const FIRST_WAIT_MS = 250;
const REFUNDS = 100;
/** How old a signature may be: what was overheard is worth nothing later. */
const TOLERANCE_SECONDS = 300;

const reference = z.string().min(1).max(255);
const charge = z.object({
  payment_method_details: z.object({ card: z.object({ funding: z.string().nullish() }).nullish() }).nullish(),
});
const intent = z.object({ id: reference, latest_charge: z.union([reference, charge]).nullish() });
const session = z.object({
  object: z.literal('checkout.session'),
  id: reference,
  client_reference_id: z.string().nullish(),
  status: z.enum(['open', 'complete', 'expired']).nullish(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: z.int().nullish(),
  currency: z.string().nullish(),
  payment_intent: z.union([reference, intent]).nullish(),
  url: z.url().nullish(),
});
const refund = z.object({
  object: z.literal('refund'),
  id: reference,
  amount: z.int(),
  currency: z.string(),
  status: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
const sessions = z.object({ object: z.literal('list'), data: z.array(session).max(1) });
const refunds = z.object({ object: z.literal('list'), data: z.array(refund).max(REFUNDS) });
const failure = z.object({ error: z.object({ code: z.string().nullish(), type: z.string().nullish() }) });
const event = z.object({
  id: reference,
  type: z.string().min(1).max(255),
  data: z.object({
    object: z.object({
      id: z.string().nullish(),
      object: z.string().nullish(),
      payment_intent: z.string().nullish(),
      status: z.string().nullish(),
    }),
  }),
});

type Fields = Readonly<Record<string, string>>;

/** The whole answer, as far as it is no longer than any that Stripe gives. */
async function bodyOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.byteLength;
    if (length > MOST_BYTES) {
      await reader?.cancel();
      throw new ProcessorError('UNSURE', 'a longer answer than there is');
    }
    parts.push(read.value);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Statuses that say no, and that nothing was done. All others may pass: a key that is changed, a limit, a fault of theirs. So does a key that is in
 * use: what was made under it is there.
 */
const REFUSES = new Set([400, 402, 404]);

async function once(config: StripeConfig, method: 'GET' | 'POST', path: string, fields: Fields, key?: string): Promise<unknown> {
  const words = new URLSearchParams(fields).toString();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${config.url}${path}${method === 'GET' && words ? `?${words}` : ''}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        Authorization: `Bearer ${config.secretKey}`,
        'Stripe-Version': VERSION,
        ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      ...(method === 'POST' && { body: words }),
    });
    text = await bodyOf(response);
  } catch (error) {
    if (error instanceof ProcessorError) throw error;
    throw new ProcessorError('UNSURE', error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'no connection');
  }
  const body = parsed(text);
  if (response.ok) return body;
  const { code, type } = { ...failure.safeParse(body).data?.error };
  const reason = `status ${response.status}${code && /^\w{1,60}$/.test(code) ? ` ${code}` : ''}`;
  throw new ProcessorError(
    REFUSES.has(response.status) && code !== 'lock_timeout' && type !== 'idempotency_error' ? 'REFUSED' : 'UNSURE',
    reason,
  );
}

/** Asks until there is an answer, a few times. Throws ProcessorError. */
async function ask<Answer>(
  config: StripeConfig,
  shape: z.ZodType<Answer>,
  ...[method, path, fields, key]: [method: 'GET' | 'POST', path: string, fields?: Fields, key?: string]
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = shape.safeParse(await once(config, method, path, fields ?? {}, key));
      if (answer.success) return answer.data;
      throw new ProcessorError('UNSURE', 'an answer that cannot be read');
    } catch (error) {
      if (!(error instanceof ProcessorError) || error.kind !== 'UNSURE' || attempt === TRIES) throw error;
      await wait(FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function toSession(answer: z.infer<typeof session>): CardSession {
  const { payment_intent: paid, payment_status: paymentStatus } = answer;
  const currency = (answer.currency ?? '').toUpperCase();
  const latest = typeof paid === 'object' ? paid?.latest_charge : undefined;
  const funding = typeof latest === 'object' ? latest?.payment_method_details?.card?.funding : undefined;
  return {
    id: answer.id,
    key: answer.client_reference_id ?? null,
    status: paymentStatus === 'paid' ? 'PAID' : answer.status === 'expired' ? 'EXPIRED' : 'OPEN',
    amount: typeof answer.amount_total === 'number' ? fromMinor(answer.amount_total, currency) : undefined,
    currency,
    intentId: typeof paid === 'string' ? paid : (paid?.id ?? null),
    url: answer.url ?? null,
    method: funding === 'debit' ? 'DEBIT_CARD' : 'CREDIT_CARD',
  };
}

const REFUND_STATUS: Readonly<Record<string, ProcessorRefund['status']>> = {
  succeeded: 'DONE',
  failed: 'FAILED',
  canceled: 'FAILED',
};

const toRefund = ({ id, amount, currency, status, metadata }: z.infer<typeof refund>): ProcessorRefund => ({
  id,
  key: metadata?.card_refund ?? null,
  status: REFUND_STATUS[status ?? ''] ?? 'PENDING',
  amount: fromMinor(amount, currency.toUpperCase()),
});

/** Throws REFUSED for an amount that the currency does not have. */
function minor(amount: Parameters<typeof toMinor>[0], currency: string): string {
  const units = toMinor(amount, currency);
  if (units === undefined) throw new ProcessorError('REFUSED', 'no such amount in this currency');
  return units;
}

const WITH_CARD = { 'expand[]': 'payment_intent.latest_charge' };

/** `t=1700000000,v1=…,v1=…`: the moment, and a signature for each secret that is in use. */
function isSigned({ webhookSecrets }: StripeConfig, body: Buffer, signature: string, now: Date): boolean {
  const parts = signature
    .slice(0, 4_000)
    .split(',')
    .map((part) => part.trim().split('='));
  const at = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(at) || Math.abs(now.getTime() / 1000 - Number(at)) > TOLERANCE_SECONDS) return false;
  const given = parts.flatMap(([name, value]) =>
    name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? '') ? [Buffer.from(value ?? '', 'hex')] : [],
  );
  const wanted = webhookSecrets.map((secret) => createHmac('sha256', secret).update(`${at}.`).update(body).digest());
  // Each is held against each, so that the time tells nothing of which one it is.
  return given.flatMap((one) => wanted.map((other) => timingSafeEqual(one, other))).includes(true);
}

function aboutOf({ type, data: { object } }: z.infer<typeof event>): CardEvent['about'] {
  if (type.startsWith('checkout.session.') && object.id) return { kind: 'session', id: object.id };
  const intentId = object.payment_intent;
  if (!intentId) return null;
  if (type === 'charge.dispute.created' || type === 'charge.dispute.closed')
    return { kind: 'dispute', intentId, lost: object.status === 'lost' };
  return type === 'charge.refunded' || type.startsWith('charge.refund.') || type.startsWith('refund.')
    ? { kind: 'refunds', intentId }
    : null;
}

/** Stripe as the processor of cards. Its methods throw ProcessorError. */
export function stripe(config: StripeConfig): CardProcessor {
  return {
    makeSession: async ({ key, amount, currency, name, language, doneUrl, backUrl, expiresAt }) =>
      toSession(
        await ask(
          config,
          session,
          'POST',
          '/v1/checkout/sessions',
          {
            mode: 'payment',
            'payment_method_types[0]': 'card',
            'line_items[0][quantity]': '1',
            'line_items[0][price_data][currency]': currency.toLowerCase(),
            'line_items[0][price_data][unit_amount]': minor(amount, currency),
            'line_items[0][price_data][product_data][name]': name,
            client_reference_id: key,
            'metadata[card_payment]': key,
            'payment_intent_data[metadata][card_payment]': key,
            locale: language.toLowerCase(),
            success_url: doneUrl,
            cancel_url: backUrl,
            expires_at: String(Math.floor(expiresAt.getTime() / 1000)),
          },
          `card-payment-${key}`,
        ),
      ),
    findSession: async (id) =>
      toSession(await ask(config, session, 'GET', `/v1/checkout/sessions/${encodeURIComponent(id)}`, WITH_CARD)),
    sessionOf: async (intentId) => {
      const fields = { payment_intent: intentId, limit: '1', 'expand[]': 'data.payment_intent.latest_charge' };
      const [found] = (await ask(config, sessions, 'GET', '/v1/checkout/sessions', fields)).data;
      return found && toSession(found);
    },
    endSession: async (id) => {
      await ask(config, session, 'POST', `/v1/checkout/sessions/${encodeURIComponent(id)}/expire`);
    },
    refund: async ({ key, intentId, amount, currency }) =>
      toRefund(
        await ask(
          config,
          refund,
          'POST',
          '/v1/refunds',
          {
            payment_intent: intentId,
            amount: minor(amount, currency),
            'metadata[card_refund]': key,
          },
          `card-refund-${key}`,
        ),
      ),
    refundsOf: async (intentId) =>
      (await ask(config, refunds, 'GET', '/v1/refunds', { payment_intent: intentId, limit: String(REFUNDS) })).data.map(toRefund),
    eventIn: (body, signature, now) => {
      if (!isSigned(config, body, signature, now)) return undefined;
      const found = event.safeParse(parsed(body.toString('utf8')));
      return found.success ? { id: found.data.id, type: found.data.type, about: aboutOf(found.data) } : undefined;
    },
  };
}
