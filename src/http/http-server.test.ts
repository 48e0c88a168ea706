import type { AddressInfo } from 'node:net';
import express from 'express';
import { httpServer } from './http-server.js';

test("requests and answers come with Express's prototypes, so that Express need not change them", async () => {
  const app = express();
  app.get('/', (request, response) => response.json({ query: request.query, of: request.get('host') !== undefined }));
  const server = httpServer(app);
  let cameSo = false;
  server.prependListener('request', (request, response) => {
    cameSo = Object.getPrototypeOf(request) === app.request && Object.getPrototypeOf(response) === app.response;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?a=1`);
    expect(await answer.json()).toEqual({ query: { a: '1' }, of: true });
    expect(cameSo).toBe(true);
  } finally {
    server.close();
  }
});
