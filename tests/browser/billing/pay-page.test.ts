/** A family pays by card in a real browser: from the button in the panel to the processor's page and back, by keys, on a phone. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing } from '../../support/billing.js';
import { withBrowser } from '../../support/browser.js';
import { type CardServer, cardServer, SECRET_KEY, WEBHOOK_SECRET } from '../../support/card-server.js';
import { signInAs } from '../../support/sign-in.js';
import { createUser, oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
const inBrowser = withBrowser(app);
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let cards: CardServer;
const { aService, aSent, read } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  cards = await cardServer();
  app.deps.config.publicUrl = app.baseUrl;
  app.deps.config.stripe = { secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], url: cards.url };
}, 60_000);
afterAll(() => cards.close());

it('by a link that staff copy, in their language, with a way back that says that it has arrived', async () => {
  const { id: clientId } = await aClient(app.prisma, { preferredLanguage: 'FR' });
  const invoice = await aSent({ clientId, lines: [{ serviceCodeId: await aService('80.00') }] });
  const desk = await inBrowser.open();
  await signInAs(
    desk.page,
    await createUser(app, 'RECEPTIONIST', { timezone: 'UTC' }),
    `/admin/resources/Invoice/records/${invoice.id}/payLink`,
  );
  await desk.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await desk.page.getByLabel('Address').inputValue();
  expect(link).toMatch(/\/pay\/[\w-]{43}$/);
  await desk.screenshot('pay-link');
  expect(desk.errors).toEqual([]);

  const phone = await desk.again({ viewport: { width: 360, height: 800 } });
  const { page } = phone;
  await page.goto(link);
  await page.getByRole('heading').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await phone.screenshot('pay-page-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  // The invoice's number is read at once, not broken at its hyphen.
  expect(await page.locator('.number').evaluate((number) => number.getClientRects().length)).toBe(1);
  // By keys alone: the button is the first thing there is.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${cards.url}/**`);
  const session = cards.sessions.at(-1);
  if (!session) throw new Error('No session was made.');
  cards.pay(session);
  await page.goto(session.fields.success_url ?? '');
  await page.getByText('Votre paiement est arrivé.').waitFor();
  await phone.screenshot('pay-page-paid');
  expect((await read(invoice.id)).status).toBe('PAID');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByText('Nothing is open any more.').waitFor();
  expect(await app.prisma.cardPayment.count({ where: { invoiceId: BigInt(at(invoice.id).split('/').at(-1) ?? 0) } })).toBe(1);
}, 120_000);
