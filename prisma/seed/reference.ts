/** What every practice needs from the start. Run at each start: adds what is missing, and leaves what the practice changed. */
import { PERMISSIONS, Permission, ROLE_PERMISSIONS, ROLES } from '../../src/access/permissions.js';
import { makeFirstAdministrator } from '../../src/people/auth/auth.service.js';
import { type AppDeps, ctxOfSystem, inTransaction } from '../../src/access/context.js';
import type { LanguageCode } from '../../src/generated/prisma/index.js';
import { CONTENT_TYPE, TEXTS } from '../../src/messages/notifications/texts.js';

const CATEGORIES = [
  ['CLINICAL', 'Assessments, plans, notes and reports about the therapy.'],
  ['ADMINISTRATIVE', 'Forms, agreements and letters.'],
  ['CONSENT', 'Signed consents and court orders.'],
  ['BILLING', 'Invoices, receipts and letters of insurers.'],
] as const;

/** What messages to families say at first. */
const TRANSLATIONS = Object.entries(TEXTS).flatMap(([language, texts]) =>
  Object.entries(texts).map(([contentId, translatedContent]) => ({
    contentType: CONTENT_TYPE,
    contentId,
    language: language as LanguageCode,
    translatedContent,
  })),
);

/** Brings the permission catalogue up to date; a permission that is new gets its default roles, an old one keeps what the practice chose. */
export async function seedReference(deps: AppDeps): Promise<void> {
  const { prisma } = deps.database;
  const [known, practices, categories, texts] = await Promise.all([
    prisma.permissionType.findMany({ select: { name: true, description: true, category: true } }),
    prisma.practice.count(),
    prisma.documentCategory.count(),
    prisma.contentTranslation.count({ where: { contentType: CONTENT_TYPE } }),
  ]);
  const kept = new Map(known.map((row) => [row.name, row]));
  const upToDate = Object.values(Permission).every((name) => {
    const row = kept.get(name);
    return row?.description === PERMISSIONS[name].description && row.category === PERMISSIONS[name].category;
  });
  // The usual start changes nothing and takes no lock.
  if (upToDate && practices > 0 && categories > 0 && texts >= TRANSLATIONS.length) return;

  await inTransaction(ctxOfSystem(deps, 'seed'), async ({ db }) => {
    await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('reference data'))::text`;
    const before = new Set((await db.permissionType.findMany({ select: { name: true } })).map((row) => row.name));
    for (const name of Object.values(Permission)) {
      const { category, description } = PERMISSIONS[name];
      await db.permissionType.upsert({
        where: { name },
        create: { name, category, description },
        update: { category, description },
      });
    }
    const types = await db.permissionType.findMany({ select: { id: true, name: true } });
    await db.rolePermission.createMany({
      data: ROLES.flatMap((role) =>
        types
          .filter(({ name }) => !before.has(name) && ROLE_PERMISSIONS[role].includes(name as Permission))
          .map(({ id }) => ({ role, permissionId: id })),
      ),
      skipDuplicates: true,
    });
    if ((await db.documentCategory.count()) === 0) {
      await db.documentCategory.createMany({ data: CATEGORIES.map(([name, description]) => ({ name, description })) });
    }
    await db.contentTranslation.createMany({ data: TRANSLATIONS, skipDuplicates: true });
    if ((await db.practice.count()) === 0) await db.practice.create({ data: { name: 'My practice' } });
  });
}

/** On a database without users: makes the first administrator, and prints the password when it is a random one. */
export async function ensureAdministrator(deps: AppDeps): Promise<void> {
  const made = await makeFirstAdministrator(ctxOfSystem(deps, 'seed'));
  if (!made) return;
  const password = made.password ?? 'the one that ADMIN_PASSWORD named';
  // To the terminal alone, once: a log is kept and read by others.
  process.stdout.write(
    `\n  The first administrator: ${made.email}\n  Password: ${password}\n${made.password ? '  It must be changed at the first sign-in.\n' : ''}\n`,
  );
}
