/**
 * Stands between the product and its PostgreSQL, on the wire: lets through, is away, cuts, says nothing, or answers in the
 * database's place with an error of its choice.
 */
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the database is like just now. */
export type Weather =
  | { kind: 'fair' }
  /** Nobody listens, and those connected are cut off. */
  | { kind: 'away' }
  /** Takes what is sent and says nothing. */
  | { kind: 'silent' }
  /** Each statement whose text matches (each, if none is given) gets that error. A fatal one ends the connection. */
  | { kind: 'answers'; code: string; fatal?: boolean; only?: RegExp }
  /** New connections get that error, and those there are are cut off. */
  | { kind: 'refuses'; code: string };

export interface DatabaseProxy {
  /** The database's address, by way of the proxy. */
  url: string;
  set(weather: Weather): Promise<void>;
  close(): Promise<void>;
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** ErrorResponse of the protocol. */
function errorResponse(code: string, fatal: boolean): Buffer {
  const fields = [`S${fatal ? 'FATAL' : 'ERROR'}`, `V${fatal ? 'FATAL' : 'ERROR'}`, `C${code}`, 'Mas the test wants it'];
  return message('E', Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`));
}

const READY = message('Z', Buffer.from('I'));
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/** Whether the client's message wants an answer: a simple query, or the end of an extended one. */
const wantsAnswer = (data: Buffer): boolean => data[0] === 0x51 || data.includes(SYNC);

/** Opens the proxy before the database at `target`. */
export async function databaseProxy(target: string): Promise<DatabaseProxy> {
  const to = new URL(target);
  const pairs = new Set<{ client: Socket; server: Socket }>();
  let weather: Weather = { kind: 'fair' };

  const server: Server = createServer((client) => {
    client.on('error', () => undefined);
    if (weather.kind === 'refuses') {
      const { code } = weather;
      client.once('data', () => client.end(errorResponse(code, true)));
      return;
    }
    const upstream = createConnection({ host: to.hostname, port: Number(to.port) });
    const pair = { client, server: upstream };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    // Before that it is the sign-in, which goes through in any weather.
    let ready = false;
    client.on('data', (data) => {
      if (weather.kind === 'silent') return;
      if (weather.kind === 'answers' && ready && (!weather.only || weather.only.test(data.toString('latin1')))) {
        if (!wantsAnswer(data)) return;
        client.write(errorResponse(weather.code, weather.fatal ?? false));
        if (weather.fatal) end();
        else client.write(READY);
        return;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      ready ||= data.includes(READY) || data.includes(message('Z', Buffer.from('T')));
      if (weather.kind !== 'silent') client.write(data);
    });
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end);
  });

  const listen = (port: number): Promise<void> => new Promise((done) => server.listen(port, '127.0.0.1', () => done()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  const cutAll = (): void => {
    for (const pair of pairs) {
      pair.client.destroy();
      pair.server.destroy();
    }
  };
  return {
    url: url.href,
    set: async (next) => {
      weather = next;
      if (next.kind === 'away') {
        const closed = new Promise((done) => server.close(done));
        cutAll();
        await closed;
        return;
      }
      if (next.kind === 'refuses') cutAll();
      if (!server.listening) await listen(port);
    },
    close: async () => {
      cutAll();
      if (server.listening) await new Promise((done) => server.close(done));
    },
  };
}
