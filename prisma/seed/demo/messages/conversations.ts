/** What was said and written with the families, and the papers: threads, messages, attachments, documents, who opened which. */
import type { Row } from '../../../../src/records/records.types.js';
import { addDays } from '../../../../src/kernel/days.js';
import { at, type Day, earlier, mondayOf, weekdayOf } from '../scheduling/calendar.js';
import type { Dice } from '../dice.js';
import { DOCUMENTS, MESSAGES, OFFICE_DOCUMENTS, PRIVATE_MESSAGES, SUBJECTS } from '../texts.js';
import type { Client, Staff, World } from '../world.js';

const HEX = '0123456789abcdef';
type Kind = keyof typeof MESSAGES;

/** The evening of the week's end, or yesterday's: when a batch of that week is written. */
function weekOf(world: World, day: Day): { key: string; when: Date } {
  const end = earlier(addDays(mondayOf(day), 6), addDays(world.today, -1));
  return { key: end, when: at(end, 19 * 60, world.zone) };
}

/** A weekday so many days ago at most, never today. */
function pastDay(world: World, dice: Dice, most: number): Day {
  const day = addDays(world.today, -dice.int(1, most));
  const weekday = weekdayOf(day);
  return weekday === 0 ? addDays(day, -2) : weekday === 6 ? addDays(day, -1) : day;
}

interface Message {
  client: Client;
  staff: Staff;
  kind: Kind;
  subject: string;
  day: Day;
  sentAt: Date;
  classification: 'PUBLIC' | 'INTERNAL' | 'CONFIDENTIAL' | 'RESTRICTED' | null;
  thread: Thread | null;
  id: bigint;
}

interface Thread {
  client: Client;
  subject: string;
  messages: Message[];
  id: bigint;
}

function message(
  world: World,
  dice: Dice,
  client: Client,
  kind: Kind,
  day: Day,
  subject: string,
  thread: Thread | null,
): Message {
  const staff =
    client.therapist && dice.chance(0.6) ? client.therapist : dice.pick(world.staff.filter(({ role }) => role !== 'THERAPIST'));
  const classification = dice.weighted([
    ['INTERNAL', 80],
    ['CONFIDENTIAL', 8],
    ['PUBLIC', 5],
    [null, 5],
    ['RESTRICTED', 2],
  ] as const);
  return {
    client,
    staff,
    kind,
    subject,
    day,
    sentAt: at(day, 8 * 60 + dice.int(0, 560), world.zone),
    classification,
    thread,
    id: 0n,
  };
}

/** Threads, single messages, their attachments, and who read the confidential ones. */
export async function makeMessages(world: World): Promise<void> {
  const dice = world.dice('messages');
  const here = world.clients.filter(({ status }) => status !== 'ARCHIVED');
  const threads = dice.sample(here, 110).map((client): Thread => {
    const subject = dice.pick(SUBJECTS);
    const thread: Thread = { client, subject, messages: [], id: 0n };
    let day = pastDay(world, dice, 150);
    for (let n = dice.int(2, 6); n > 0; n--) {
      thread.messages.push(
        message(
          world,
          dice,
          client,
          dice.weighted([
            ['EMAIL', 8],
            ['SMS', 2],
          ] as const),
          day,
          thread.messages.length ? `Re: ${subject}` : subject,
          thread,
        ),
      );
      day = earlier(addDays(day, dice.int(0, 3)), addDays(world.today, -1));
    }
    thread.messages.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
    return thread;
  });
  const singles = Array.from({ length: 330 }, () => {
    const client = dice.pick(here);
    const kind = dice.weighted([
      ['PHONE', 5],
      ['SMS', 4],
      ['INPERSON', 3],
      ['VIDEO', 1],
      ['EMAIL', 3],
    ] as const);
    return message(
      world,
      dice,
      client,
      kind,
      pastDay(world, dice, 175),
      { PHONE: 'Call', SMS: 'Text message', INPERSON: 'At the clinic', VIDEO: 'Video call', EMAIL: dice.pick(SUBJECTS) }[kind],
      null,
    );
  });
  await world.addOverTime(
    'MessagingThread',
    threads,
    (one) => ({
      subject: one.subject,
      clientId: one.client.id,
      isActive: one.messages.some(({ day }) => day > addDays(world.today, -60)),
      lastMessageAt: one.messages.at(-1)?.sentAt,
    }),
    (one) => weekOf(world, one.messages[0]?.day ?? world.today),
    (one, id) => (one.id = id),
  );
  const all = [...threads.flatMap(({ messages }) => messages), ...singles].sort(
    (a, b) => a.sentAt.getTime() - b.sentAt.getTime(),
  );
  const visitOf = new Map(world.visits.map((visit) => [`${visit.client.id} ${visit.day}`, visit]));
  await world.addOverTime(
    'Communication',
    all,
    (one) => messageRow(world, dice, one, visitOf.get(`${one.client.id} ${addDays(one.day, 1)}`)?.id ?? null),
    (one) => weekOf(world, one.day),
    (one, id) => (one.id = id),
  );
  const withFile = dice
    .sample(
      all.filter(({ kind }) => kind === 'EMAIL'),
      45,
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  await world.addOverTime(
    'CommunicationAttachment',
    withFile,
    (one) => {
      const [fileName, fileType] = dice.pick([
        ['practice-list.pdf', 'application/pdf'],
        ['photo.jpg', 'image/jpeg'],
        ['letter.pdf', 'application/pdf'],
        ['referral.pdf', 'application/pdf'],
      ] as const);
      return {
        communicationId: one.id,
        fileName,
        fileType,
        fileSize: dice.int(18_000, 900_000),
        filePath: `communications/${one.id}/${dice.text(16, HEX)}`,
        checksum: dice.text(64, HEX),
        securityClassification: one.classification ?? 'INTERNAL',
        encryptionStatus: 'UNENCRYPTED',
        uploadDate: one.sentAt,
      };
    },
    (one) => weekOf(world, one.day),
  );
  const opened = all.filter(({ classification }) => classification === 'CONFIDENTIAL' || classification === 'RESTRICTED');
  await world.add(
    'CommunicationAccessLog',
    opened.map((one) => ({
      communicationId: one.id,
      userId: one.staff.id,
      accessType: 'READ',
      accessTimestamp: new Date(one.sentAt.getTime() + dice.int(5, 300) * 60_000),
      ipAddress: `192.0.2.${dice.int(10, 40)}`,
      success: true,
    })),
  );
}

function messageRow(world: World, dice: Dice, one: Message, appointmentId: bigint | null): Row {
  const child = one.client.learners[0];
  const isPrivate = one.classification === 'CONFIDENTIAL' || one.classification === 'RESTRICTED';
  const text = isPrivate ? dice.pick(PRIVATE_MESSAGES) : dice.pick(MESSAGES[one.kind]);
  const content = text
    .replaceAll('{child}', child?.firstName ?? 'the child')
    .replaceAll('{client}', one.client.firstName)
    .replaceAll('{staff}', one.staff.firstName);
  const recent = one.day >= addDays(world.today, -6);
  const isRead = recent ? dice.chance(0.45) : dice.chance(0.995);
  const sign = one.kind === 'EMAIL' && dice.chance(0.04);
  const readAt = isRead ? new Date(one.sentAt.getTime() + dice.int(2, 240) * 60_000) : null;
  return {
    type: one.kind,
    subject: one.subject,
    content,
    sentAt: one.sentAt,
    clientId: one.client.id,
    learnerId: child && dice.chance(0.4) ? child.id : null,
    appointmentId: one.kind === 'SMS' ? appointmentId : null,
    userId: one.staff.id,
    threadId: one.thread?.id ?? null,
    securityClassification: one.classification,
    encryptionStatus: 'UNENCRYPTED',
    isRead,
    readAt,
    readBy: isRead ? one.staff.id : null,
    retentionPeriodDays: isPrivate ? 3650 : null,
    requiresSignature: sign,
    signedAt: sign && readAt ? readAt : null,
    signedBy: sign && readAt ? one.staff.id : null,
    notes: one.kind === 'PHONE' && dice.chance(0.2) ? 'Ring back next week.' : null,
  };
}

interface Paper {
  title: string;
  category: string;
  classification: string;
  tags: string[];
  client: Client | null;
  day: Day;
  by: Staff;
  version: number;
  earlier: Paper | null;
  latest: boolean;
  id: bigint;
}

/** The papers' data: the files themselves come with the document store. */
export async function makeDocuments(world: World): Promise<void> {
  const dice = world.dice('documents');
  const categories = new Map(
    (await world.ctx(null, world.morning(world.today)).db.documentCategory.findMany()).map(({ id, name }) => [name, id]),
  );
  const base = { version: 1, earlier: null, latest: true, id: 0n };
  const papers: Paper[] = world.clients.flatMap((client) =>
    dice
      .sample(DOCUMENTS, dice.int(0, client.status === 'WAITLIST' ? 1 : 4))
      .map(([title, category, classification, tags]): Paper => ({
        ...base,
        title: `${title}, ${client.lastName}`,
        category,
        classification,
        tags: [...tags],
        client,
        day: pastDay(world, dice, 175),
        by:
          category === 'CLINICAL' && client.therapist
            ? client.therapist
            : dice.pick(world.staff.filter(({ role }) => role === 'STAFF')),
      })),
  );
  const office = OFFICE_DOCUMENTS.map(([title, classification]): Paper => ({
    ...base,
    title,
    category: 'ADMINISTRATIVE',
    classification,
    tags: ['office'],
    client: null,
    day: addDays(world.today, -170),
    by: world.first('ADMIN'),
  }));
  const newer = dice
    .sample(
      papers.filter(({ title }) => title.startsWith('Progress report')),
      14,
    )
    .map((paper): Paper => {
      paper.latest = false;
      return {
        ...paper,
        version: 2,
        earlier: paper,
        latest: true,
        day: earlier(addDays(paper.day, dice.int(1, 6)), addDays(world.today, -1)),
      };
    });
  const row = (paper: Paper): Row => {
    const fileName = `${paper.title
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/[^a-z0-9]+/g, '-')}${paper.version > 1 ? `-v${paper.version}` : ''}.pdf`;
    return {
      title: paper.title,
      fileName,
      fileType: 'pdf',
      mimeType: 'application/pdf',
      fileSize: BigInt(dice.int(24_000, 2_400_000)),
      filePath: `documents/${paper.client?.id ?? 'office'}/${dice.text(16, HEX)}.pdf`,
      categoryId: categories.get(paper.category) ?? null,
      clientId: paper.client?.id ?? null,
      learnerId:
        paper.category === 'CLINICAL' && paper.client && dice.chance(0.7) ? (paper.client.learners[0]?.id ?? null) : null,
      uploaderId: paper.by.id,
      uploadDate: at(paper.day, 9 * 60 + dice.int(0, 480), world.zone),
      tags: paper.tags,
      securityClassification: paper.classification,
      isEncrypted: false,
      checksum: dice.text(64, HEX),
      retentionPeriodDays: paper.client ? 3650 : null,
      version: paper.version,
      isLatestVersion: paper.latest,
      parentDocumentId: paper.earlier?.id ?? null,
    };
  };
  const keep = (paper: Paper, id: bigint): void => void (paper.id = id);
  await world.addOverTime(
    'Document',
    [...office, ...papers].sort((a, b) => (a.day < b.day ? -1 : 1)),
    row,
    (paper) => ({ ...weekOf(world, paper.day) }),
    keep,
  );
  await world.addOverTime('Document', newer, row, (paper) => ({ ...weekOf(world, paper.day) }), keep);
  const secret = papers.filter(({ classification }) => classification === 'RESTRICTED');
  const desk = world.first('RECEPTIONIST');
  await world.add(
    'DocumentPermission',
    secret.slice(0, 6).map((paper, index) => ({
      documentId: paper.id,
      userId: desk.id,
      permissionType: 'VIEW',
      grantedAt: world.morning(addDays(world.today, -3)),
      expiresAt: index % 2 ? world.morning(addDays(world.today, 30)) : null,
    })),
  );
  const read = dice.sample([...papers, ...newer], 120);
  await world.add(
    'DocumentAccessLog',
    read
      .map((paper) => {
        const reader = paper.client?.therapist ?? paper.by;
        const day = earlier(addDays(paper.day, dice.int(0, 20)), addDays(world.today, -1));
        return {
          documentId: paper.id,
          userId: reader.id,
          actionType: dice.pick(['VIEW', 'VIEW', 'DOWNLOAD']),
          accessTimestamp: at(day, 9 * 60 + dice.int(0, 500), world.zone),
          ipAddress: `192.0.2.${dice.int(10, 40)}`,
        };
      })
      .sort((a, b) => a.accessTimestamp.getTime() - b.accessTimestamp.getTime()),
  );
}
