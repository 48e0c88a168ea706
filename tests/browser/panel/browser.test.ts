/** The browser of the browser tests: it starts, draws text, and reaches nothing but the server under test. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { statSync } from 'node:fs';
import { browser } from '../../support/browser.js';
import type { TestBrowser } from '../../support/browser.js';

const PAGE = `<!doctype html><title>Ground</title><link rel="icon" href="data:,"><h1>Therapy practice – Übersicht</h1><p>Plain text, <b>bold</b>.</p>
<img src="https://outside.example/pixel.png"><script src="https://cdn.outside.example/tracker.js"></script>`;

describe('the test browser', () => {
  let server: Server;
  let opened: TestBrowser;

  beforeAll(async () => {
    server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened = await browser({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  }, 90_000);

  afterAll(async () => {
    await opened?.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('draws a page and keeps a picture of it', async () => {
    await opened.page.goto('/');
    expect(await opened.page.getByRole('heading').textContent()).toBe('Therapy practice – Übersicht');
    const picture = await opened.screenshot('ground');
    expect(statSync(picture).size).toBeGreaterThan(3_000);
  });

  it('refuses requests to outside hosts and names them', () => {
    expect(opened.outside).toEqual(['https://outside.example/pixel.png', 'https://cdn.outside.example/tracker.js']);
  });
});
