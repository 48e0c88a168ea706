/** Names in their own writing: each is drawn, or the office is told that it is not. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing, invoiceIn } from '../../support/billing.js';
import { bytesFrom, readPdf } from '../../support/pdf.js';
import { undrawnIn } from '../../../src/billing/rules/letters.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let office: TokenHolder;
const { aService, aSent, aDraft } = billing(app, () => office);

beforeAll(async () => {
  office = await signedIn(app, 'STAFF');
}, 60_000);

interface Told {
  warnings: { code: string; message: string }[];
}
const LETTERS = 'letters-not-drawn';

it.each([
  ['Armenian', 'Արմեն', 'Հակոբյան'],
  ['Bengali', 'শ্রীকৃষ্ণ', 'বন্দ্যোপাধ্যায়'],
  ['Ethiopic', 'ሰላማዊት', 'ተስፋዬ'],
  ['Georgian', 'გიორგი', 'ბერიძე'],
  ['Tamil', 'கிருஷ்ணமூர்த்தி', 'ஸ்ரீநிவாசன்'],
  ['Thai', 'สมชาย', 'น้ำใจ'],
  ['Gurmukhi', 'ਗੁਰਪ੍ਰੀਤ', 'ਸਿੰਘ'],
  ['Devanagari', 'कृष्णा', 'श्रीवास्तव'],
  ['Latin, Greek and Cyrillic', 'Seán Ελένη', 'Щербакова'],
  ['Hebrew and Arabic', 'שרה', 'حسين'],
  ['Chinese, kana, Korean', '王小明 ひら', 'カタ 김민준'],
])('a name in %s is drawn, and nobody is warned', async (_script, firstName, lastName) => {
  const client = await aClient(app.prisma, { firstName, lastName });
  const invoice = await aSent({ clientId: client.id, lines: [{ serviceCodeId: await aService('10.00') }] });
  const answer = await bytesFrom(office, `${at(invoice.id)}/pdf`);
  expect(answer.get(LETTERS)).toBeUndefined();
  const { text } = await readPdf(answer.body as Buffer);
  for (const letter of `${firstName}${lastName}`.normalize('NFKC').replace(/\P{L}/gu, '')) expect(text).toContain(letter);
  expect(undrawnIn(firstName, lastName)).toEqual([]);
  expect((invoiceIn(await office.get(at(invoice.id)).expect(200)) as unknown as Told).warnings).toEqual([]);
});

it('a name in a writing without a typeface is told of: with the invoice, when it is sent, and with each paper', async () => {
  const client = await aClient(app.prisma, { firstName: 'తెలుగు', lastName: 'Rao 😀', email: 'rao@family.example' });
  const draft = await aDraft({ clientId: client.id, lines: [{ serviceCodeId: await aService('10.00') }] });
  const warnings = [{ code: 'LETTERS_NOT_DRAWN', message: '6 letters cannot be drawn on paper: త ె ల ు గ 😀' }];
  expect((await office.get(at(draft.id)).expect(200)).body).toMatchObject({ warnings });
  expect((await office.post(`${at(draft.id)}/send`, {}).expect(200)).body).toMatchObject({ warnings });
  for (const path of [`${at(draft.id)}/pdf`, `/api/clients/${client.id}/statement/pdf`])
    expect((await bytesFrom(office, path)).get(LETTERS)).toBe('6');
});
