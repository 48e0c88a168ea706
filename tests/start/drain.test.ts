/** The end of serving, without a whole server: what was sent is answered, however many wait to be accepted. */
import { connect } from 'node:net';
import express from 'express';
import pino from 'pino';
import { listen, type Undo } from '../../src/start/start.js';
import { testConfig } from '../support/config.js';

it('answers what was sent before the stop, with and without keep-alive, and says that it was the last answer', async () => {
  const app = express();
  app.get('/', (_request, response) => void setTimeout(() => response.send('there'), 50));
  const undo: Undo = [];
  const address = new URL(await listen(app, testConfig(), pino({ level: 'silent' }), undo));
  const ask = (more: string) =>
    new Promise<string>((done) => {
      const socket = connect(Number(address.port), address.hostname);
      let text = '';
      socket.on('data', (data: Buffer) => (text += data.toString()));
      socket.on('error', (error) => (text += error.message));
      socket.on('close', () => done(text));
      socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${more}\r\n`);
    });
  const answers = Array.from({ length: 100 }, (_, index) => ask(index % 2 === 0 ? 'Connection: close\r\n' : ''));
  const [stop] = undo;
  const [texts] = await Promise.all([Promise.all(answers), stop?.()]);
  expect(texts.filter((text) => !text.startsWith('HTTP/1.1 200') || !/^connection: close/im.test(text))).toEqual([]);
  await expect(ask('')).resolves.toContain('ECONNREFUSED');
});
