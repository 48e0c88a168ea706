/** Drafts are sent from the list, many at once: each by itself, with all that was left alone named; and what leaves the house is asked before. */
import { settleChannels } from '../../../src/mail/channels.service.js';
import { withApp } from '../../support/app.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { mailServer, type MailServer } from '../../support/mail-server.js';
import { signedIn, type TokenHolder } from '../../support/users.js';
import { type Panel, type PanelAnswer, panelOf } from '../support/panel.js';

const app = withApp();
let panel: Panel;
let staff: TokenHolder;
let mail: MailServer;
const { aService, aDraft, read } = billing(app, () => staff);

beforeAll(async () => {
  panel = await panelOf(app, 'STAFF');
  staff = await signedIn(app, 'STAFF');
  mail = await mailServer();
}, 60_000);
afterAll(() => mail.close());
afterEach(async () => {
  expect(await faultsOfBooks(await signedIn(app, 'ADMIN'))).toEqual([]);
});

const bulk = (ids: string[], answers: Record<string, string> = {}): Promise<PanelAnswer & { refused: { message: string }[] }> =>
  panel.post(`resources/Invoice/bulk/sendChosen?recordIds=${ids.join(',')}`, answers) as never;
const asked = async (id: string): Promise<{ id: string; name: string }[]> => {
  const { text } = await panel.get(`resources/Invoice/records/${id}/send`);
  return (JSON.parse(text) as { choices: { mail: { id: string; name: string }[] } }).choices.mail;
};

async function aDraftFor(email: string | null, lines = 1): Promise<string> {
  const { id: clientId } = await aClient(app.prisma, { email, firstName: 'Zoë', lastName: 'Quill' });
  const serviceCodeId = await aService('80.00');
  return (await aDraft({ clientId, lines: Array(lines).fill({ serviceCodeId }) as object[] })).id;
}

it('many at once: what cannot be sent stops no other, and is named with why', async () => {
  const ids = [await aDraftFor(null), await aDraftFor(null, 0), await aDraftFor(null)];
  const [first, again] = await Promise.all([bulk(ids), bulk(ids)]);
  expect([first, again].map(({ notice }) => notice?.type)).toEqual(['error', 'error']);
  const statuses = await Promise.all(ids.map(async (id) => (await read(id)).status));
  expect(statuses).toEqual(['SENT', 'DRAFT', 'SENT']);
  const refused = [...first.refused, ...again.refused].map(({ message }) => message);
  expect(refused.filter((message) => message.startsWith('An invoice without a line is not sent.'))).toHaveLength(2);
  expect(refused.filter((message) => message.startsWith('This invoice was sent already.'))).toHaveLength(2);
  expect(await app.prisma.outboxMessage.count()).toBe(0);
});

it('whether the family is written to is asked where there is a way to them, and what became of it is said', async () => {
  const draft = await aDraftFor('zoe@family.example');
  expect(await asked(draft)).toEqual([]);
  await settleChannels({ ...app.deps, config: { ...app.deps.config, smtpUrl: mail.url } });
  expect(await asked(draft)).toEqual([{ id: 'true', name: 'Yes, to Zoë Quill, zoe@family.example' }]);
  expect(await asked(await aDraftFor(null))).toEqual([]);
  const told = await panel.post(`resources/Invoice/records/${draft}/send`, { mail: 'true' });
  expect(told.notice?.message).toBe('Sent, with an e-mail to the family.');
  const without = await aDraftFor('kim@family.example');
  expect((await panel.post(`resources/Invoice/records/${without}/send`, { mail: '' })).notice?.message).toBe('Sent.');
  expect((await app.prisma.outboxMessage.findMany()).map(({ address }) => address)).toEqual(['zoe@family.example']);
  const { notice } = await bulk([await aDraftFor('sam@family.example'), await aDraftFor(null)], { mail: 'true' });
  expect(notice?.message).toBe('1 sent, with an e-mail to the family, 1 sent; nobody has an e-mail address.');
});

const about = async (path: string): Promise<{ words: string; noted: { id: string; words: string }[] }> =>
  (JSON.parse((await panel.get(`resources/Invoice/${path}`)).text) as { about: never }).about;

it('what is about to be sent is told before: how much, for whom, and what deserves a second look, of one as of many', async () => {
  const usual = await aDraftFor(null);
  const { id: clientId } = await aClient(app.prisma, { firstName: 'Zoë', lastName: 'Quill' });
  const policy = await anInsurance(app.prisma, { clientId, maxAnnualCoverage: '50.00' });
  const insured = { clientId, fundingSource: 'INSURANCE', insuranceId: String(policy.id) };
  const beyond = (await aDraft({ ...insured, lines: [{ serviceCodeId: await aService('80.00') }] })).id;
  const warned = await about(`records/${beyond}/send`);
  expect(warned.words).toBe('It charges $80.00 for Zoë Quill.');
  expect(warned.noted).toEqual([{ id: beyond, words: expect.stringContaining('$50.00') as string }]);
  expect(await about(`records/${usual}/send`)).toEqual({ words: 'It charges $80.00 for Zoë Quill.', noted: [] });
  expect(await about(`bulk/sendChosen?recordIds=${usual},${beyond}`)).toEqual({
    words: '2 drafts, $160.00 together.',
    noted: warned.noted,
  });
  await bulk([usual]);
  expect((await about(`bulk/sendChosen?recordIds=${usual},${beyond}`)).words).toBe(
    'One draft, $80.00. One is no draft any more, and left as it is.',
  );
});
