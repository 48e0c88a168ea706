/** What shortens a request's way must not change where it leads. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { byArea } from './by-area.js';
import { inTurn } from './in-turn.js';
import { quickJson } from './quick-json.js';

const pass: RequestHandler = (_request, _response, next) => next();
const later: RequestHandler = (_request, _response, next) => void setImmediate(next);
const tellFault: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  response.status(500).json({ fault: String(error) });
};

describe('the way of a request', () => {
  const app = express();
  app.set('etag', false);
  quickJson(app);
  const throwing: RequestHandler = () => {
    throw new Error('at once');
  };
  const rejecting: RequestHandler = () => Promise.reject(new Error('in time'));
  const answering: RequestHandler = (_request, response) => void response.json({ from: 'inTurn' });
  app.use('/turn/throws', inTurn(pass, later, throwing, answering));
  app.use('/turn/rejects', inTurn(later, rejecting, answering));
  app.use(
    '/turn/refuses',
    inTurn(later, (_request, _response, next) => next('refused'), answering),
  );
  app.use('/turn/answers', inTurn(pass, later, answering, throwing));
  app.use('/turn/passes', inTurn(pass, later));
  app.get('/turn/passes', (_request, response) => void response.json({ from: 'after' }));
  app.use(
    byArea((router) => {
      router.get(
        '/api/things/:id',
        (request, response) => void response.setHeader('ETag', '"1"').json({ id: request.params.id }),
      );
      router.get('/api/things/own', (_request, response) => void response.json('own'));
      router.get('/api/things', (_request, response) => void response.json([]));
      router.post('/api/things', (_request, response) => void response.status(201).json({ é: 1 }));
      router.get('/api/things/:id/parts/:part', (request, response) => void response.json(request.params));
    }),
  );
  app.use(tellFault);

  let server: Server;
  beforeAll((done) => void (server = app.listen(0, '127.0.0.1', done)));
  afterAll((done) => void server.close(done));
  const call = async (path: string, init?: RequestInit): Promise<{ status: number; type: string | null; text: string }> => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };

  it('hands every fault on, also after a wait', async () => {
    expect((await call('/turn/throws')).text).toContain('at once');
    expect((await call('/turn/rejects')).text).toContain('in time');
    expect((await call('/turn/refuses')).text).toContain('refused');
  });

  it('ends where it is answered, and goes on where it is not', async () => {
    expect((await call('/turn/answers')).text).toBe('{"from":"inTurn"}');
    expect((await call('/turn/passes')).text).toBe('{"from":"after"}');
  });

  it('finds the routes as Express would, a fixed address before one with a parameter', async () => {
    expect((await call('/api/things/12')).text).toBe('{"id":"12"}');
    expect((await call('/API/Things/12/')).text).toBe('{"id":"12"}');
    expect((await call('/api/things/own')).text).toBe('"own"');
    expect((await call('/api/things/a%2Fb?x=/y/z')).text).toBe('{"id":"a/b"}');
    expect((await call('/api/things/')).text).toBe('[]');
    expect((await call('/api/things/1/parts/2')).text).toBe('{"id":"1","part":"2"}');
    for (const path of ['/api/things/1/parts', '/api/things//', '/api//things', '/api', '/'])
      expect((await call(path)).status).toBe(404);
  });

  it('answers the same JSON in the usual and in any other case', async () => {
    const json = 'application/json; charset=utf-8';
    expect(await call('/api/things/é')).toEqual({ status: 200, type: json, text: '{"id":"é"}' });
    expect(await call('/api/things', { method: 'POST' })).toEqual({ status: 201, type: json, text: '{"é":1}' });
    expect(await call('/api/things/1', { method: 'HEAD' })).toEqual({ status: 200, type: json, text: '' });
    expect((await call('/api/things/1', { headers: { 'If-None-Match': '"1"', 'Cache-Control': 'max-age=0' } })).status).toBe(304);
    expect((await call('/api/things/1', { headers: { 'If-None-Match': '"2"' } })).text).toBe('{"id":"1"}');
  });
});
