import { appendFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { withApp } from '../support/app.js';
import * as b from '../support/builders.js';
import { signedIn } from '../support/users.js';
import { panelOf, faultOf } from '../admin/panel.js';
void net;
const OUT = '/tmp/atk/out3.txt'; writeFileSync(OUT, '');
const say = (...x: unknown[]) => appendFileSync(OUT, x.map((y) => (typeof y === 'string' ? y : JSON.stringify(y))).join(' ').slice(0, 700) + '\n');
const S = String;
const received: string[] = [];
const smtp = net.createServer((s) => { s.write('220 x\r\n'); s.on('data', (d) => { const t = d.toString(); received.push(t); s.write(/^RCPT/.test(t) ? '550 no such user <secret.person@example.org>\r\n' : /^QUIT/.test(t) ? '221 b\r\n' : '250 ok\r\n'); }); s.on('error', () => undefined); });
await new Promise<void>((r) => smtp.listen(0, '127.0.0.1', r));
describe('attack', () => {
  const app = withApp({ config: { smtpUrl: `smtp://127.0.0.1:${(smtp.address() as net.AddressInfo).port}?ignoreTLS=true` } as never });
  afterAll(() => void smtp.close());
  const probe = (name: string, fn: () => Promise<void>) => it(name, async () => { try { await fn(); } catch (e) { say('!! ' + name, (e as Error).stack?.slice(0, 400) ?? ''); } });
  probe('C1 VS list', async () => {
    const T = await panelOf(app, 'THERAPIST');
    for (const m of ['VirtualSession', 'VirtualSessionParticipant', 'VirtualSessionRecording', 'Document']) { const a = await T.list(m); say('C1', m, a.status, a.notice?.message ?? ''); }
    const c = await b.aClient(app.prisma, { therapistId: BigInt(T.user.id) }); const l = await b.aLearner(app.prisma, { clientId: c.id }); const ap = await b.anAppointment(app.prisma, { clientId: c.id });
    await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: ap.id, learnerId: l.id, notes: 'GPNOTE' } });
    await b.aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: BigInt(T.user.id), clientId: c.id, granted: false });
    const gl = await T.list('AppointmentGroupParticipant'); say('C1 GP', gl.text.includes('GPNOTE') ? 'LEAK' : 'hidden', gl.records?.length, (await T.show('AppointmentGroupParticipant', `${ap.id}.${l.id}`)).text.slice(0, 300));
    const St = await panelOf(app, 'STAFF'); const pr = await app.prisma.telehealthProvider.create({ data: { name: 'P' } }); const me = BigInt(St.user.id);
    await b.aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: me, clientId: c.id, granted: false });
    const vs = await app.prisma.virtualSession.create({ data: { appointmentId: ap.id, providerId: pr.id, meetingId: 'm', hostLink: 'HOSTLINK', joinLink: 'j', scheduledStartTime: new Date(), scheduledEndTime: new Date(Date.now() + 1000), notes: 'VSNOTE', createdBy: me, updatedBy: me } });
    say('C1 staff closed', 'VS', (await St.show('VirtualSession', S(vs.id))).text.includes('VSNOTE') ? 'LEAK' : 'hidden', 'GP', (await St.list('AppointmentGroupParticipant')).text.includes('GPNOTE') ? 'LEAK' : 'hidden', 'client', (await St.show('Client', S(c.id))).text.includes('"notes"') ? 'has notes' : 'no notes');
    const R = await panelOf(app, 'RECEPTIONIST'); say('C1 receptionist host link', (await R.show('VirtualSession', S(vs.id))).text.includes('HOSTLINK'));
    const St2 = await panelOf(app, 'STAFF'); await b.aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: BigInt(St2.user.id), clientId: c.id, granted: false }); const x = await St2.list('VirtualSession'); say('C1 staff with one closed client: VS list', x.status, x.records?.length);
  });
  probe('C2 id in edit form', async () => {
    const St = await panelOf(app, 'STAFF'); const a = await b.aClient(app.prisma, { firstName: 'Aaa' }); const c = await b.aClient(app.prisma, { firstName: 'Bbb' });
    const r = await St.edit('Client', S(c.id), { id: S(a.id), firstName: 'Hit' });
    say('C2', faultOf(r), 'a:', (await app.prisma.client.findUniqueOrThrow({ where: { id: a.id } })).firstName, 'c:', (await app.prisma.client.findUniqueOrThrow({ where: { id: c.id } })).firstName);
  });
  probe('C3 rec perms', async () => {
    const mp = await signedIn(app, 'RECEPTIONIST'); await b.aUserPermission(app.prisma, 'MANAGE_RECORD_PERMISSION', { userId: mp.user.id, granted: true }); const c = await b.aClient(app.prisma);
    for (const permission of ['VIEW_CLINICAL_NOTE', 'EDIT_BILLING', 'VIEW_CLIENT', 'MANAGE_USER']) { const a = await mp.post(`/api/clients/${c.id}/permissions`, { userId: mp.id, permission, granted: true }); say('C3', permission, a.status, a.body.code); const d = await mp.post(`/api/clients/${c.id}/record-permissions`, { userId: mp.id, permission, granted: true }); say('C3b', permission, d.status, d.body.code); }
    const MP = await panelOf(app, 'RECEPTIONIST', mp.user); const pt = await app.prisma.permissionType.findUniqueOrThrow({ where: { name: 'VIEW_CLINICAL_NOTE' } });
    say('C3 panel', faultOf(await MP.create('RecordPermission', { userId: mp.id, permissionId: S(pt.id), clientId: S(c.id), granted: 'true' })));
    const deny = await b.aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: mp.user.id, clientId: c.id, granted: false }); say('C3 flip', faultOf(await MP.edit('RecordPermission', S(deny.id), { granted: 'true' })), '| del', faultOf(await MP.remove('RecordPermission', S(deny.id))));
    const th = await signedIn(app, 'THERAPIST'); await b.aUserPermission(app.prisma, 'MANAGE_RECORD_PERMISSION', { userId: th.user.id, granted: true });
    for (const id of [S(c.id), '99999']) { const a = await th.post(`/api/clients/${id}/record-permissions`, { userId: th.id, permission: 'VIEW_CLIENT', granted: true }); say('C3 invisible', id, a.status, a.body.code, a.body.detail); }
  });
  probe('C4 invoice', async () => {
    const St = await panelOf(app, 'STAFF'); const a = await b.aClient(app.prisma); const v = await b.aClient(app.prisma); const ins = await b.anInsurance(app.prisma, { clientId: v.id, policyNumber: 'VICTIMPOLICY' }); const ap = await b.anAppointment(app.prisma, { clientId: v.id, title: 'VICTIMAPPT' });
    const form = { clientId: S(a.id), invoiceNumber: 'X1', subtotal: '1.00', totalAmount: '1.00', balance: '1.00', issueDate: '2032-01-01', dueDate: '2032-01-02', fundingSource: 'INSURANCE' };
    const r = await St.create('Invoice', { ...form, insuranceId: S(ins.id) }); say('C4', faultOf(r) || 'OK', r.record?.params?.insuranceId ?? Object.keys(r.record?.params ?? {}).join());
    await b.aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: BigInt(St.user.id), clientId: v.id, granted: false });
    const r2 = await St.create('Invoice', { ...form, invoiceNumber: 'X2', insuranceId: S(ins.id) }); say('C4 closed client insurance', faultOf(r2) || 'OK'); const r3 = await St.create('Invoice', { ...form, invoiceNumber: 'X3', insuranceId: '99999' }); say('C4 none', faultOf(r3) || 'OK');
    if (r.record?.id) say('C4 line', faultOf(await St.create('InvoiceLineItem', { invoiceId: S(r.record.id), appointmentId: S(ap.id), description: 'x', quantity: '1', rate: '1', amount: '1', unitPrice: '1.00', totalAmount: '1.00', total: '1.00' })) || 'OK');
  });
  probe('C5 dashboard', async () => { for (const role of ['THERAPIST', 'RECEPTIONIST'] as const) { const P = await panelOf(app, role); say('C5', role, (await P.get('dashboard')).text); } });
  probe('C6 communication notes', async () => { const R = await panelOf(app, 'RECEPTIONIST'); const m = await b.aCommunication(app.prisma, { notes: 'COMMNOTE' }); say('C6', (await R.show('Communication', S(m.id))).text.includes('COMMNOTE') ? 'receptionist reads communication.notes' : 'hidden'); });
  probe('C7 mail', async () => {
    const u = await b.aUser(app.prisma, { email: 'secret.person@example.org' }); void u;
    await app.request.post('/api/auth/forgot-password').set('Host', 'evil.example').set('X-Forwarded-Host', 'evil.example').send({ email: 'secret.person@example.org' });
    await new Promise((r) => setTimeout(r, 800)); say('C7 smtp', received.map((x) => x.slice(0, 50)).join('|'));
  });
  probe('C8 timing', async () => {
    const time = async (f: () => Promise<unknown>) => { const t = performance.now(); await f(); return performance.now() - t; };
    const known: number[] = [], unknown: number[] = [], fk: number[] = [], fu: number[] = [];
    const users = await Promise.all(Array.from({ length: 12 }, () => b.aUser(app.prisma, { password: '!' })));
    for (const [i, u] of users.entries()) { known.push(await time(() => app.request.post('/api/auth/login').send({ email: u.email, password: 'wrong wrong' }))); unknown.push(await time(() => app.request.post('/api/auth/login').send({ email: `no${i}@example.org`, password: 'wrong wrong' }))); fk.push(await time(() => app.request.post('/api/auth/forgot-password').send({ email: u.email }))); fu.push(await time(() => app.request.post('/api/auth/forgot-password').send({ email: `noo${i}@example.org` }))); }
    const f = (x: number[]) => x.map((v) => Math.round(v)).sort((p, q) => p - q).join(',');
    say('C8 login known', f(known), '| unknown', f(unknown)); say('C8 forgot known', f(fk), '| unknown', f(fu));
  });
});
