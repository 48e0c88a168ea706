/** The page to pay writes an amount as the paper of the same invoice does, in each language, whatever the practice's own. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing } from '../../support/billing.js';
import { type CardServer, cardServer, SECRET_KEY, WEBHOOK_SECRET } from '../../support/card-server.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
let cards: CardServer;
const { aService, aSent } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  cards = await cardServer();
  app.deps.config.publicUrl = app.baseUrl;
  app.deps.config.stripe = { secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], url: cards.url };
}, 60_000);
afterAll(() => cards.close());

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

it.each([
  ['CA', 'CAD', 'en-CA', { EN: '$1,137.39', FR: '1 137,39 $', ES: '1137,39 CAD' }],
  ['US', 'USD', 'en-US', { EN: '$1,137.39', FR: '1 137,39 $US', ES: '$1,137.39' }],
  ['FR', 'EUR', 'fr-FR', { EN: '€1,137.39', FR: '1 137,39 €', ES: '1137,39 €' }],
])('in %s', async (country, currency, locale, amounts) => {
  await as.ADMIN.put('/api/practice', { country, currency, locale }).expect(200);
  const client = await aClient(app.prisma);
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId: await aService('1137.39') }] });
  const { body } = await as.STAFF.post(`${at(invoice.id)}/pay-link`, {}).expect(201);
  const path = (body as { url: string }).url.replace(app.baseUrl, '');
  for (const [lang, amount] of Object.entries(amounts)) {
    const page = plain((await app.request.get(`${path}?lang=${lang}`).expect(200)).text);
    expect(page).toContain(`<dd class="amount">${amount}</dd>`);
    // Its number is kept together on a narrow screen.
    expect(page).toContain(` <span class="number">${invoice.invoiceNumber}</span></dd>`);
    const { text } = await pdfFrom(as.STAFF, `${at(invoice.id)}/pdf?lang=${lang}`);
    expect(text).toContain(amount);
  }
});
