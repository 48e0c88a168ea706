/** Papers as PDFs, read back: each figure is the API's, each name comes back in its own writing, and nobody reads what is not theirs. */
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, aRecordPermission } from '../../support/builders.js';
import { at, billing, codeOf, faultsOfBooks, type Invoice, invoiceIn } from '../../support/billing.js';
import { bytesFrom, pdfFrom, readPdf, type ReadPdf } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => new Date('2026-03-02T15:00:00Z') });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aDraft, aSent, pay } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await as.ADMIN.put('/api/practice', {
    name: 'Harbour Therapy Group',
    address: '12 Wharf Street',
    city: 'Montréal',
    state: 'QC',
    zipCode: 'H2X 1Y4',
    phone: '+1 514 555 0110',
    country: 'CA',
    currency: 'CAD',
    locale: 'en-CA',
    timezone: 'UTC',
    taxId: '81234 5678 RT0001',
  }).expect(200);
  for (const [name, rate, registrationNumber] of [
    ['GST', '5', '81234 5678 RT0001'],
    ['QST', '9.975', '1012345678 TQ0001'],
  ])
    await as.ADMIN.post('/api/billing/tax-rates', {
      name,
      rate,
      registrationNumber,
      purpose: 'EVALUATION',
      country: 'CA',
      validFrom: '2008-01-01',
    }).expect(201);
}, 60_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

const pdfOf = (path: string, who = as.STAFF): Promise<ReadPdf> => pdfFrom(who, path);
async function taxed(more: object = {}): Promise<Invoice> {
  const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION' });
  return aSent({ lines: [{ serviceCodeId }], ...more });
}

describe('an invoice as a PDF', () => {
  it('says each figure as the API does: Québec, 140.00, two taxes, each rounded by itself', async () => {
    const invoice = await taxed();
    expect(invoice).toMatchObject({ totalAmount: '160.97', balance: '160.97' });
    const answer = await bytesFrom(as.STAFF, `${at(invoice.id)}/pdf`);
    expect(answer.get('Content-Disposition')).toBe(`inline; filename="invoice-${invoice.invoiceNumber}.pdf"`);
    expect(answer.get('Cache-Control')).toBe('no-store');
    const pdf = await readPdf(answer.body as Buffer);
    expect(pdf).toMatchObject({ title: `Invoice ${invoice.invoiceNumber}`, language: 'en', size: [612, 792] });
    for (const said of [
      'Harbour Therapy Group',
      '12 Wharf Street',
      'Tax no. 81234 5678 RT0001',
      invoice.invoiceNumber,
      'Mar 2, 2026',
      'GST 5% (81234 5678 RT0001)',
      'QST 9.975% (1012345678 TQ0001)',
      '$7.00',
      '$13.97',
      '$140.00',
      '$160.97',
      'Page 1 of 1',
    ])
      expect(pdf.text).toContain(said);
    expect(pdf.text).not.toContain('Draft');
  });

  it('says what was paid, credited and written off, and who owes the rest', async () => {
    const serviceCodeId = await aService('100.00');
    const invoice = await aSent({ lines: [{ serviceCodeId }, { serviceCodeId }] });
    await pay(invoice.id, '40.00', { referenceNumber: 'CHQ 1042', paymentMethod: 'CHECK' }).expect(201);
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, {
      reason: 'It did not take place.',
      lines: [{ lineId: invoice.lines[1]?.id }],
    }).expect(201);
    await as.STAFF.post(`${at(invoice.id)}/write-off`, { amount: '5.00', reason: 'Too little.' }).expect(200);
    const { balance } = invoiceIn(await as.STAFF.get(at(invoice.id)).expect(200));
    expect(balance).toBe('55.00');
    const { text } = await pdfOf(`${at(invoice.id)}/pdf`);
    for (const said of ['$200.00', '-$40.00', '-$100.00', '-$5.00', '$55.00', 'Cheque', 'CHQ 1042']) expect(text).toContain(said);
  });

  it('says that a draft is one, and carries no number', async () => {
    const serviceCodeId = await aService('100.00');
    const draft = await aDraft({ lines: [{ serviceCodeId }] });
    const { text } = await pdfOf(`${at(draft.id)}/pdf`);
    expect(text).toContain('DRAFT');
    expect(text).not.toContain('2026-0');
  });

  it('is in the language of the client, else of the practice, or the one that is asked for', async () => {
    const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION' });
    const french = await aClient(app.prisma, { preferredLanguage: 'FR' });
    const { id } = await aSent({ clientId: french.id, lines: [{ serviceCodeId }] });
    const pdf = await pdfOf(`${at(id)}/pdf`);
    expect(pdf).toMatchObject({ language: 'fr' });
    for (const said of ['Facture', '2 mars 2026', '160,97 $', 'Solde à payer', 'QST 9,975 %']) expect(pdf.text).toContain(said);
    expect((await pdfOf(`${at(id)}/pdf?lang=ES`)).text).toContain('Saldo pendiente');
    await as.STAFF.get(`${at(id)}/pdf?lang=DE`).expect(400);
    const chinese = await aClient(app.prisma, { preferredLanguage: 'ZH' });
    const other = await aSent({ clientId: chinese.id, lines: [{ serviceCodeId }] });
    await as.ADMIN.put('/api/practice', { primaryLanguage: 'FR' }).expect(200);
    expect((await pdfOf(`${at(other.id)}/pdf`)).language).toBe('fr');
    await as.ADMIN.put('/api/practice', { primaryLanguage: 'EN' }).expect(200);
  });

  it('is on the practice’s paper, with its line at the foot', async () => {
    const invoice = await taxed();
    await as.ADMIN.put('/api/billing/settings', { paperSize: 'A4', invoiceFooter: 'Merci de votre confiance' }).expect(200);
    const pdf = await pdfOf(`${at(invoice.id)}/pdf`);
    expect(pdf.size.map(Math.round)).toEqual([595, 842]);
    expect(pdf.text).toContain('Merci de votre confiance');
    await as.ADMIN.put('/api/billing/settings', { paperSize: 'LETTER', invoiceFooter: null }).expect(200);
  });

  it.each([
    ['Arabic', 'محمد', 'حسين'],
    ['Hebrew', 'שרה', 'כהן'],
    ['Chinese', '王', '小明'],
    ['Korean', '김', '민준'],
    ['Greek', 'Ελένη', 'Παπαδοπούλου'],
    ['Cyrillic', 'Ирина', 'Щербакова'],
    ['Vietnamese', 'Nguyễn', 'Thị Hường'],
    ['Irish', 'Seán', "O'Brien-Müller"],
  ])('gives back a name in %s', async (_script, firstName, lastName) => {
    const client = await aClient(app.prisma, { firstName, lastName });
    const serviceCodeId = await aService('100.00');
    const { id } = await aSent({ clientId: client.id, lines: [{ serviceCodeId, description: `${firstName} (50 min)` }] });
    const { text } = await pdfOf(`${at(id)}/pdf`);
    expect(text).toContain(firstName);
    expect(text).toContain(lastName);
    // From right to left the words stand the other way round.
    expect(text).toMatch(/50 min|min 50/);
  });

  // The font says of some marks on no letter where they stand. A reader's program finds the letters in the order in which they are seen.
  it.each([
    ['Gurmukhi', 'ਗੁਰਪ੍ਰੀਤ', 'ਸਿੰਘ'],
    ['Devanagari', 'कृष्णा', 'श्रीवास्तव'],
  ])('is drawn with a name in %s', async (_script, firstName, lastName) => {
    const client = await aClient(app.prisma, { firstName, lastName });
    const serviceCodeId = await aService('100.00');
    const { id } = await aSent({ clientId: client.id, lines: [{ serviceCodeId }] });
    const { text } = await pdfOf(`${at(id)}/pdf`);
    for (const letter of `${firstName}${lastName}`.replace(/\P{L}/gu, '')) expect(text).toContain(letter);
  });

  it('of many lines goes over several pages, each with its head and what came before', async () => {
    const serviceCodeId = await aService('10.10');
    const { id } = await aDraft({ lines: Array.from({ length: 120 }, () => ({ serviceCodeId })) });
    const { pages, text } = await pdfOf(`${at(id)}/pdf`);
    expect(pages.length).toBeGreaterThan(3);
    const carried = pages.map((page) => ({
      head: page.includes('Quantity'),
      forward: /Carried forward\s*(\$[\d.,]+)/.exec(page)?.[1],
      brought: /Brought forward\s*(\$[\d.,]+)/.exec(page)?.[1],
    }));
    const withRows = carried.filter(({ head }) => head);
    expect(withRows.length).toBeGreaterThan(3);
    withRows.slice(1).forEach(({ brought }, index) => {
      expect(brought).toMatch(/^\$\d/);
      expect(brought).toBe(withRows[index]?.forward);
    });
    expect(text).toContain('$1,212.00');
    expect(text).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  it('holds long words and texts within its edges, and refuses more lines than a paper holds', async () => {
    const serviceCodeId = await aService('10.00');
    const description = 'W'.repeat(500);
    const terms = `${'O'.repeat(900)}\n${'Long words and short ones. '.repeat(90)}`;
    const draft = await aDraft({
      lines: [{ serviceCodeId, description }],
      termsConditions: terms,
      notes: 'For the office alone.',
    });
    const { text } = await pdfOf(`${at(draft.id)}/pdf`);
    expect(text.replace(/\s/g, '')).toContain(description);
    // Over the edge of a page, too.
    expect(text.match(/O{5,}/g)?.join('')).toHaveLength(900);
    expect(text).not.toContain('For the office alone');
    await app.prisma.invoiceLineItem.createMany({
      data: Array.from({ length: 1000 }, () => ({
        invoiceId: BigInt(draft.id),
        serviceCodeId: BigInt(serviceCodeId),
        description: 'Nothing',
        serviceDate: new Date('2026-03-02T00:00:00Z'),
        quantity: '1',
        unitPrice: '0',
        lineTotal: '0',
      })),
    });
    expect(codeOf(await as.STAFF.get(`${at(draft.id)}/pdf`).expect(422))).toBe('paper.too_long');
    const first = await app.prisma.invoiceLineItem.findFirstOrThrow({
      where: { invoiceId: BigInt(draft.id) },
      orderBy: { id: 'asc' },
    });
    await as.STAFF.delete(`${at(draft.id)}/lines/${first.id}`).expect(200);
    const whole = await pdfOf(`${at(draft.id)}/pdf`);
    expect(whole.text.match(/Nothing/g)).toHaveLength(1000);
    await as.STAFF.delete(at(draft.id)).expect(204);
  }, 60_000);
});

describe('who may read papers', () => {
  it('is who sees the client’s billing; it is written down who took one', async () => {
    const invoice = await taxed();
    const path = `${at(invoice.id)}/pdf`;
    await as.THERAPIST.get(path).expect(404);
    await app.request.get(path).expect(401);
    await pdfOf(path, as.RECEPTIONIST);
    const taken = await app.prisma.auditEvent.findMany({
      where: { action: 'EXPORT', recordType: 'Invoice', recordId: invoice.id },
    });
    expect(taken.map(({ actorId }) => String(actorId))).toEqual([as.RECEPTIONIST.id]);
    for (const gone of ['invoices/999999/pdf', 'receipts/999999/pdf', 'credit-notes/999999/pdf', 'invoices/999999/superbill'])
      await as.STAFF.get(`/api/billing/${gone}`).expect(404);
  });

  it('is nobody for whom a learner on it is out of sight: invoice, receipt, credit note, statement, superbill', async () => {
    const client = await aClient(app.prisma);
    const learner = await aLearner(app.prisma, { clientId: client.id, firstName: 'Hidden' });
    const serviceCodeId = await aService('100.00');
    const { id } = await aSent({ clientId: client.id, lines: [{ serviceCodeId, learnerId: String(learner.id) }] });
    const receipt = (await pay(id, '10.00').expect(201)).body as { id: string };
    await as.STAFF.post(`${at(id)}/credit-notes`, { reason: 'Not so.' }).expect(201);
    const note = await app.prisma.creditNote.findFirstOrThrow({ where: { invoiceId: BigInt(id) } });
    const paths = [
      `${at(id)}/pdf`,
      `${at(id)}/superbill`,
      `/api/billing/receipts/${receipt.id}/pdf`,
      `/api/billing/credit-notes/${note.id}/pdf`,
      `/api/clients/${client.id}/statement`,
      `/api/clients/${client.id}/statement/pdf`,
    ];
    await aRecordPermission(app.prisma, 'VIEW_BILLING', {
      userId: as.RECEPTIONIST.user.id,
      learnerId: learner.id,
      granted: false,
    });
    for (const path of paths) {
      const refused = await as.RECEPTIONIST.get(path);
      // The receipt pays nothing of it any more since it was credited: it tells of no line.
      if (path.includes('receipts')) expect([200, 403]).toContain(refused.status);
      else expect({ path, status: refused.status }).toEqual({ path, status: 403 });
      expect(JSON.stringify(refused.body)).not.toContain('Hidden');
    }
  });
});

describe('a receipt as a PDF', () => {
  it('says that it was paid, for which service of whom: name, title, college, number, length', async () => {
    await app.prisma.user.update({
      where: { id: as.THERAPIST.user.id },
      data: {
        firstName: 'Sam',
        lastName: 'Rivera',
        professionalTitle: 'Speech-Language Pathologist',
        credentials: 'M.Sc., CCC-SLP',
        registrationNumber: 'SLP-10442',
        registrationCollege: 'College of Speech and Hearing',
        npi: '1234567893',
      },
    });
    const client = await aClient(app.prisma, { firstName: 'Morgan', lastName: 'Ellery', therapistId: as.THERAPIST.user.id });
    const visit = await anAppointment(app.prisma, {
      clientId: client.id,
      therapistId: as.THERAPIST.user.id,
      startTime: new Date('2026-02-27T14:00:00Z'),
      endTime: new Date('2026-02-27T14:50:00Z'),
    });
    const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION' });
    const { id } = await aSent({
      clientId: client.id,
      lines: [{ serviceCodeId, serviceDate: '2026-02-27', appointmentId: String(visit.id) }],
    });
    const receipt = (
      await pay(id, '200.00', { onAccount: true, paymentMethod: 'BANK_TRANSFER', paymentDate: '2026-03-01' }).expect(201)
    ).body as { id: string; number: string };
    const { text, title } = await pdfOf(`/api/billing/receipts/${receipt.id}/pdf`, as.THERAPIST);
    expect(title).toBe(`Receipt ${receipt.number}`);
    for (const said of [
      'Morgan Ellery',
      'Paid: $200.00 on Mar 1, 2026.',
      'Bank transfer',
      'Feb 27, 2026',
      'Sam Rivera, M.Sc., CCC-SLP',
      'Speech-Language Pathologist',
      'Registration no. SLP-10442, College of Speech and Hearing',
      '50 min',
      '$160.97',
      '$39.03',
      'QST 9.975% (1012345678 TQ0001): $13.97',
    ])
      expect(text.replace(/\n/g, ' ').replace(/ +/g, ' ')).toContain(said);
    await as.STAFF.post(`/api/billing/payments/${receipt.id}/reverse`, { reason: 'Bounced.' }).expect(200);
    const taken = await pdfOf(`/api/billing/receipts/${receipt.id}/pdf`);
    expect(taken.text).toContain('REVERSED');
    expect(taken.text).not.toContain('Received with thanks');
  });
});

describe('the voucher of a refund', () => {
  it('says what was given back, how, of which payment and why, in three languages', async () => {
    const client = await aClient(app.prisma, { firstName: 'Zoé', lastName: "O'Brien", preferredLanguage: 'FR' });
    const deposit = { clientId: String(client.id), amount: '80.00', paymentMethod: 'CASH', paymentDate: '2026-03-02' };
    const receipt = (await as.STAFF.post('/api/billing/payments', deposit).expect(201)).body as { id: string; number: string };
    const { body } = await as.STAFF.post(`/api/billing/payments/${receipt.id}/refunds`, {
      amount: '30.00',
      reason: 'Déménagement.',
      paymentMethod: 'BANK_TRANSFER',
      referenceNumber: 'VIR 7',
    }).expect(201);
    const refund = (body as { refunds: { id: string; number: string }[] }).refunds[0];
    const path = `/api/billing/refunds/${refund?.id}/pdf`;
    const { text, title } = await pdfOf(path);
    expect(title).toBe(`Remboursement ${refund?.number}`);
    for (const said of ['Remboursement', "Zoé O'Brien", receipt.number, 'Virement', 'VIR 7', 'Déménagement.', '30,00'])
      expect(text).toContain(said);
    expect((await pdfOf(`${path}?lang=EN`)).text).toMatch(/Refund[^]*Refunded to/i);
    expect((await pdfOf(`${path}?lang=ES`)).text).toMatch(/Devolución/);
    await as.THERAPIST.get(path).expect(404);
  });
});

describe('a credit note as a PDF', () => {
  it('says what it takes back, and of which invoice', async () => {
    const invoice = await taxed();
    await as.STAFF.post(`${at(invoice.id)}/credit-notes`, { reason: 'It did not take place.' }).expect(201);
    const note = await app.prisma.creditNote.findFirstOrThrow({ where: { invoiceId: BigInt(invoice.id) } });
    const { text } = await pdfOf(`/api/billing/credit-notes/${note.id}/pdf`);
    for (const said of [note.number, invoice.invoiceNumber, 'It did not take place.', '$140.00', '$20.97', '$160.97'])
      expect(text).toContain(said);
  });
});
