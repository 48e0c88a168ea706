/** The practice's own texts in other languages: what new invoices and papers say to whom, and who may say it. */
import { Decimal } from 'decimal.js';
import { faultOf, panelOf } from '../../admin/support/panel.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, invoiceIn } from '../../support/billing.js';
import { pdfFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft } = billing(app, () => as.STAFF);

interface Text {
  key: string;
  subject: string;
  text: string | null;
  EN: string | null;
  FR: string | null;
  ES: string | null;
}
const PATH = '/api/billing/texts';
const listed = async (query = ''): Promise<Text[]> =>
  ((await as.STAFF.get(`${PATH}?limit=200${query}`).expect(200)).body as { items: Text[] }).items;
const keyOf = async (text: string): Promise<string> => (await listed()).find((one) => one.text === text)?.key ?? '';
const say = (key: string, said: object, who = as.ADMIN) => who.put(`${PATH}/${key}`, said);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await app.prisma.practice.updateMany({ data: { timezone: 'UTC', primaryLanguage: 'EN', country: 'CA' } });
  await as.ADMIN.put('/api/billing/settings', {
    termsConditions: 'Net 21.',
    paymentInstructions: 'By transfer.',
    invoiceFooter: 'Thank you.',
  }).expect(200);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

describe('texts in other languages', () => {
  it('stand on what is new in the client’s language; what stands keeps what it says; other languages have the practice’s', async () => {
    const serviceCodeId = await aService('100.00', { description: 'Speech therapy' });
    await say('terms', { FR: 'Net 21 jours.' }).expect(200);
    await say(`service-${serviceCodeId}`, { FR: 'Orthophonie', ES: 'Logopedia' }).expect(200);
    const draftFor = async (preferredLanguage: 'EN' | 'FR' | 'ES' | 'DE') => {
      const { id: clientId } = await aClient(app.prisma, { preferredLanguage });
      const { id } = await aDraft({ clientId, lines: [{ serviceCodeId }] });
      const { body } = await as.STAFF.get(at(id)).expect(200);
      return body as { id: string; termsConditions: string; paymentInstructions: string; lines: { description: string }[] };
    };
    const saidTo = async (language: 'EN' | 'FR' | 'ES' | 'DE') => {
      const { termsConditions, paymentInstructions, lines } = await draftFor(language);
      return [termsConditions, paymentInstructions, lines[0]?.description];
    };
    expect(await saidTo('EN')).toEqual(['Net 21.', 'By transfer.', 'Speech therapy']);
    expect(await saidTo('FR')).toEqual(['Net 21 jours.', 'By transfer.', 'Orthophonie']);
    expect(await saidTo('ES')).toEqual(['Net 21.', 'By transfer.', 'Logopedia']);
    expect(await saidTo('DE')).toEqual(['Net 21.', 'By transfer.', 'Speech therapy']);
    // Who is written to in the practice's language has that one's texts, if it has become another.
    await app.prisma.practice.updateMany({ data: { primaryLanguage: 'FR' } });
    expect(await saidTo('DE')).toEqual(['Net 21 jours.', 'By transfer.', 'Orthophonie']);
    await app.prisma.practice.updateMany({ data: { primaryLanguage: 'EN' } });
    const { id, lines } = await draftFor('FR');
    await say(`service-${serviceCodeId}`, { FR: 'Logopédie' }).expect(200);
    expect((await as.STAFF.get(at(id))).body).toMatchObject({ lines });
    // Said by hand, it is as it was said.
    const own = await aDraft({ lines: [{ serviceCodeId, description: 'A talk' }], termsConditions: 'At once.' });
    expect(invoiceIn(await as.STAFF.get(at(own.id)))).toMatchObject({
      termsConditions: 'At once.',
      lines: [{ description: 'A talk' }],
    });
    await say('terms', { FR: null }).expect(200);
    expect(await saidTo('FR')).toEqual(['Net 21.', 'By transfer.', 'Logopédie']);
  });

  it('stand on papers: the foot, what taxes are called, the name of one that nobody named', async () => {
    for (const [name, rate] of [
      ['GST', '5'],
      ['QST', '9.975'],
    ])
      await as.ADMIN.post('/api/billing/tax-rates', {
        name,
        rate,
        purpose: 'EVALUATION',
        country: 'CA',
        validFrom: '2008-01-01',
      }).expect(201);
    await say(await keyOf('GST'), { FR: 'TPS' }).expect(200);
    await say('footer', { FR: 'Merci de votre confiance.' }).expect(200);
    const { id: clientId } = await aClient(app.prisma, { preferredLanguage: 'FR' });
    const taxed = await aService('100.00', { taxPurpose: 'EVALUATION' });
    const own = await aService('50.00', { taxRate: new Decimal('4.00').toFixed(2) });
    const { id } = await aDraft({ clientId, lines: [{ serviceCodeId: taxed }, { serviceCodeId: own }] });
    const french = (await pdfFrom(as.STAFF, `${at(id)}/pdf`)).text;
    for (const said of ['TPS', 'QST', 'Taxe', 'Merci de votre confiance.']) expect(french).toContain(said);
    for (const not of ['GST', 'Thank you.']) expect(french).not.toContain(not);
    const english = (await pdfFrom(as.STAFF, `${at(id)}/pdf?lang=EN`)).text;
    for (const said of ['GST', 'QST', 'Thank you.']) expect(english).toContain(said);
  });

  it('are listed with what lacks, one a name of taxes, without services that are retired', async () => {
    for (const region of ['QC', 'ON'])
      await as.ADMIN.post('/api/billing/tax-rates', {
        name: 'HST',
        rate: '13',
        purpose: 'PRODUCT',
        country: 'CA',
        region,
        validFrom: '2008-01-01',
      }).expect(201);
    const retired = await aService('10.00', { description: 'Not any more' });
    await as.STAFF.put(`/api/billing/service-codes/${retired}`, { isActive: false }).expect(200);
    const all = await listed();
    expect(all.filter(({ text }) => text === 'HST')).toHaveLength(1);
    expect(all.some(({ text }) => text === 'Not any more')).toBe(false);
    expect(all.slice(0, 3).map(({ key }) => key)).toEqual(['terms', 'instructions', 'footer']);
    await say('instructions', { ES: 'Por transferencia.' }).expect(200);
    expect((await listed('&missing=ES')).map(({ key }) => key)).not.toContain('instructions');
    expect((await listed('&missing=FR')).map(({ key }) => key)).toContain('instructions');
    expect(new Set((await listed('&subject=TAX')).map(({ subject }) => subject))).toEqual(new Set(['TAX']));
    const pages: string[] = [];
    let cursor = '';
    do {
      const { body } = await as.STAFF.get(`${PATH}?limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
      const page = body as { items: Text[]; nextCursor: string | null };
      pages.push(...page.items.map(({ key }) => key));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(pages).toEqual((await listed()).map(({ key }) => key));
  });

  it('are said by those who change the practice, no longer than what they stand for, and the second editor is told', async () => {
    await say('terms', { FR: 'x' }, as.STAFF).expect(403);
    await as.THERAPIST.get(`${PATH}/terms`).expect(200);
    expect(codeOf(await say('footer', { FR: 'x'.repeat(301) }).expect(422))).toBe('billing_text.unfit');
    await say('footer', { FR: 'one\ntwo' }).expect(422);
    await say('terms', { FR: 'one\ntwo' }).expect(200);
    await say('terms', { FR: null }).expect(200);
    for (const key of ['service-999999999', 'tax-999999999']) await say(key, { FR: 'x' }).expect(404);
    for (const key of ['nothing', 'service-0', 'tax-1x']) await say(key, { FR: 'x' }).expect(400);
    await say('terms', { DE: 'x' }).expect(400);
    const tag = (await as.ADMIN.get(`${PATH}/footer`).expect(200)).get('ETag') ?? '';
    await say('footer', { ES: 'Gracias.' }).set('If-Match', tag).expect(200);
    await say('footer', { ES: 'Muchas gracias.' }).set('If-Match', tag).expect(412);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => say('instructions', { FR: `Par virement ${index}.` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await app.prisma.contentTranslation.count({ where: { contentId: 'instructions', language: 'FR' } })).toBe(1);
  });

  it('are not written by the general form of translations, by whomever', async () => {
    const panel = await panelOf(app, 'ADMIN');
    await say('terms', { FR: 'Net 30 jours.' }).expect(200);
    const { id } = await app.prisma.contentTranslation.findFirstOrThrow({ where: { contentId: 'terms', language: 'FR' } });
    for (const changes of [{ translatedContent: 'À moi' }, { contentType: 'ELSE' }] as Record<string, string>[])
      expect(faultOf(await panel.edit('ContentTranslation', String(id), changes))).toMatch(/In other languages/);
    const another = { contentType: 'BILLING_TEXT', contentId: 'footer', language: 'FR', translatedContent: 'x' };
    expect(faultOf(await panel.create('ContentTranslation', another))).toMatch(/In other languages/);
    expect((await panel.remove('ContentTranslation', String(id))).notice?.message).toMatch(/In other languages/);
    expect(await app.prisma.contentTranslation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      translatedContent: 'Net 30 jours.',
    });
    const free = await panel.create('ContentTranslation', { ...another, contentType: 'LEAFLET' });
    expect(faultOf(free)).toBe('');
    expect(faultOf(await panel.edit('ContentTranslation', String(free.record.id), { translatedContent: 'y' }))).toBe('');
  });

  it('of taxes that share a name are one text: of six who change it at once, one does', async () => {
    const keys = (await app.prisma.taxRate.findMany({ where: { name: 'HST' }, select: { id: true } })).map(
      ({ id }) => `tax-${id}`,
    );
    expect(keys.length).toBeGreaterThan(1);
    for (let round = 0; round < 4; round++) {
      const tags = await Promise.all(
        keys.map(async (key) => (await as.ADMIN.get(`${PATH}/${key}`).expect(200)).get('ETag') ?? ''),
      );
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          say(keys[index % keys.length] ?? '', { FR: `TVH ${round}.${index}` }).set('If-Match', tags[index % keys.length] ?? ''),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    }
  });

  it('hold in the database, whoever writes; a service that goes takes its texts with it', async () => {
    const row = { contentType: 'BILLING_TEXT', language: 'FR', translatedContent: 'x' } as const;
    const service = await aService('10.00');
    for (const wrong of [
      { contentId: 'nothing' },
      { contentId: 'footer', translatedContent: 'x'.repeat(301) },
      { contentId: 'footer', translatedContent: ' ' },
      { contentId: 'footer', translatedContent: 'a\nb' },
    ])
      await expect(app.prisma.contentTranslation.create({ data: { ...row, ...wrong } })).rejects.toThrow(
        /content_translations_billing_check/,
      );
    await expect(
      app.prisma.contentTranslation.create({ data: { ...row, contentId: `service:${service}`, language: 'DE' } }),
    ).rejects.toThrow(/content_translations_billing_check/);
    await say(`service-${service}`, { FR: 'Dix' }).expect(200);
    await as.STAFF.delete(`/api/billing/service-codes/${service}`).expect(204);
    expect(await app.prisma.contentTranslation.count({ where: { contentId: `service:${service}` } })).toBe(0);
  });
});
