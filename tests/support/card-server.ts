/**
 * A processor of cards on the loopback address that follows Stripe's public API (Checkout Sessions, Refunds, signed events), and does as it is
 * told: answers wrongly, late, not at all, or about something else.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest, { type Test } from 'supertest';

export const SECRET_KEY = 'sk_test_of_a_test';
export const WEBHOOK_SECRET = 'whsec_of_a_test';

/** What it does with the next request: `lost` carries it out and says nothing; `cut` says nothing and does nothing. */
export type Behaviour = 'right' | 'lost' | 'cut' | 'garbage' | 'huge' | 'other' | number;

interface Session {
  object: 'checkout.session';
  id: string;
  client_reference_id: string;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid';
  amount_total: number;
  currency: string;
  payment_intent: string | null;
  url: string | null;
  fields: Record<string, string>;
}
interface Refund {
  object: 'refund';
  id: string;
  payment_intent: string;
  amount: number;
  currency: string;
  status: 'succeeded' | 'pending' | 'failed';
  metadata: Record<string, string>;
}

export interface CardServer {
  url: string;
  sessions: Session[];
  refunds: Refund[];
  /** `POST /v1/refunds`, in the order in which they came. */
  asked: string[];
  /** For requests to come, in order; then it does what is right. */
  plan: Behaviour[];
  /** What the next refunds become. */
  refundsAre: Refund['status'];
  /** Somebody pays on the page of a session. */
  pay(session: Session, more?: Partial<Session>): Session;
  expire(session: Session): Session;
  /** Somebody gives money back at the processor's own page. */
  refundThere(intentId: string, amount: number): Refund;
  close(): Promise<void>;
}

const nextId = (kind: string): string => `${kind}_test_${randomBytes(8).toString('hex')}`;

async function fieldsOf(request: IncomingMessage): Promise<Record<string, string>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
}

export async function cardServer(): Promise<CardServer> {
  const sessions: Session[] = [];
  const refunds: Refund[] = [];
  const answered = new Map<string, { status: number; body: unknown; fields: string }>();
  const refuse = (status: number, code: string, type = 'invalid_request_error') => ({ status, body: { error: { type, code } } });

  function carryOut(method: string, url: URL, fields: Record<string, string>): { status: number; body: unknown } {
    const [, , kind, id, verb] = url.pathname.split('/');
    if (kind === 'checkout' && id === 'sessions') {
      const which = url.pathname.split('/')[4];
      if (method === 'POST' && which === undefined) {
        const session: Session = {
          object: 'checkout.session',
          id: nextId('cs'),
          client_reference_id: fields.client_reference_id ?? '',
          status: 'open',
          payment_status: 'unpaid',
          amount_total: Number(fields['line_items[0][price_data][unit_amount]']),
          currency: fields['line_items[0][price_data][currency]'] ?? '',
          payment_intent: null,
          url: `${server.url}/c/pay`,
          fields,
        };
        sessions.push(session);
        return { status: 200, body: session };
      }
      if (method === 'GET' && which === undefined) {
        const found = sessions.filter((one) => one.payment_intent === url.searchParams.get('payment_intent'));
        return { status: 200, body: { object: 'list', data: found.slice(0, 1) } };
      }
      const session = sessions.find((one) => one.id === which);
      if (!session) return refuse(404, 'resource_missing');
      if (url.pathname.endsWith('/expire')) {
        if (session.status !== 'open') return refuse(400, 'checkout_session_not_open');
        server.expire(session);
      }
      const intent = session.payment_intent && {
        id: session.payment_intent,
        latest_charge: { payment_method_details: { card: { funding: 'credit' } } },
      };
      return {
        status: 200,
        body: { ...session, payment_intent: url.searchParams.has('expand[]') ? intent : session.payment_intent },
      };
    }
    if (kind === 'refunds' && method === 'GET') {
      const data = refunds.filter((one) => one.payment_intent === url.searchParams.get('payment_intent'));
      return { status: 200, body: { object: 'list', data: [...data].reverse() } };
    }
    if (kind === 'refunds' && method === 'POST' && id === undefined && verb === undefined) {
      const { payment_intent: intentId = '', amount = '0' } = fields;
      server.asked.push(amount);
      const paid = sessions.find((one) => one.payment_intent === intentId);
      if (!paid) return refuse(404, 'resource_missing');
      const gone = refunds.filter((one) => one.payment_intent === intentId && one.status !== 'failed');
      if (gone.reduce((sum, one) => sum + one.amount, Number(amount)) > paid.amount_total)
        return refuse(400, 'charge_already_refunded');
      const refund = server.refundThere(intentId, Number(amount));
      refund.status = server.refundsAre;
      if (fields['metadata[card_refund]']) refund.metadata.card_refund = fields['metadata[card_refund]'];
      return { status: 200, body: refund };
    }
    return refuse(404, 'url_invalid');
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fields = await fieldsOf(request);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const send = (status: number, body: unknown): void => {
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${SECRET_KEY}`) return send(401, refuse(401, 'api_key_invalid').body);
    const next = server.plan.shift() ?? 'right';
    if (next === 'cut') return void request.socket.destroy();
    if (next === 'garbage') return send(200, '<html>');
    if (next === 'huge') return send(200, `"${'x'.repeat(2_000_000)}"`);
    if (typeof next === 'number') return send(next, refuse(next, 'told_to').body);
    const key = String(request.headers['idempotency-key'] ?? '');
    const known = key ? answered.get(key) : undefined;
    const same = JSON.stringify(fields);
    const result =
      known === undefined
        ? carryOut(request.method ?? 'GET', url, fields)
        : known.fields === same
          ? known
          : refuse(400, 'idempotency_key_reused', 'idempotency_error');
    if (key && !known) answered.set(key, { ...result, fields: same });
    if (next === 'lost') return void request.socket.destroy();
    if (next === 'other') return send(200, { ...(result.body as object), id: nextId('cs'), client_reference_id: 'another' });
    send(result.status, result.body);
  }

  const listener = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const server: CardServer = {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    sessions,
    refunds,
    asked: [],
    plan: [],
    refundsAre: 'succeeded',
    pay: (session, more = {}) =>
      Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: nextId('pi'), url: null }, more),
    expire: (session) => Object.assign(session, { status: 'expired' as const, url: null }),
    refundThere: (intentId, amount) => {
      const currency = sessions.find((one) => one.payment_intent === intentId)?.currency ?? 'usd';
      const refund: Refund = {
        object: 'refund',
        id: nextId('re'),
        payment_intent: intentId,
        amount,
        currency,
        status: 'succeeded',
        metadata: {},
      };
      refunds.push(refund);
      return refund;
    },
    close: () =>
      new Promise((closed) => {
        listener.close(() => closed());
        listener.closeAllConnections();
      }),
  };
  return server;
}

/** An event about an object, as the processor tells it. */
export const eventOf = (type: string, object: object, id = nextId('evt')): object => ({
  id,
  object: 'event',
  type,
  livemode: false,
  data: { object },
});

/** Sends an event, signed as the processor does it. */
export function tell(
  baseUrl: string,
  event: object,
  { at = new Date(), secret = WEBHOOK_SECRET, header }: { at?: Date; secret?: string; header?: (signed: string) => string } = {},
): Test {
  const body = JSON.stringify(event);
  const seconds = Math.floor(at.getTime() / 1000);
  const signed = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return supertest(baseUrl)
    .post('/api/billing/card-events')
    .set('Content-Type', 'application/json')
    .set('Stripe-Signature', header ? header(signed) : `t=${seconds},v1=${signed}`)
    .send(body);
}
