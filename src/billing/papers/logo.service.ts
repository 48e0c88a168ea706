/** The practice's logo: kept with the papers that it stands on, and drawn once before it is kept. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { takeTurn } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { PaperLogo } from '../../generated/prisma/index.js';
import { AppError, unprocessable } from '../../kernel/errors.js';
import { billingSettings } from '../settings/settings.service.js';
import type { Paper } from './paper.js';
import { drawn } from './pdf/paper-thread.js';
import { type Picture, pictureOf } from './picture.js';

/** More is no logo. */
export const MOST_BYTES = 512 * 1024;

/** The picture at the head of papers, if there is one, whoever asks. */
export const logoOf = (ctx: Ctx): Promise<Pick<PaperLogo, 'image' | 'width' | 'height'> | null> =>
  ctx.db.paperLogo.findFirst({ select: { image: true, width: true, height: true } });

/** Null where there is none. Throws 403. */
export async function getLogo(ctx: Ctx): Promise<PaperLogo | null> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return ctx.db.paperLogo.findFirst();
}

const inWords = (logo: (Picture & { image: Uint8Array }) | PaperLogo | null) =>
  logo && { logo: `${logo.type}, ${logo.width} × ${logo.height}, ${logo.image.byteLength} bytes` };

/** The bytes of a picture. Throws 422 for what cannot be drawn. */
function pictureIn(image: string): Picture & { image: Uint8Array<ArrayBuffer> } {
  const bytes = Buffer.from(image, 'base64');
  const found = bytes.length > MOST_BYTES ? `has more than ${MOST_BYTES / 1024} KiB` : pictureOf(bytes);
  if (typeof found === 'string') throw unprocessable('logo.unfit', `This picture ${found}.`, 'image');
  return { ...found, image: new Uint8Array(bytes) };
}

/** Throws 422 for what the thread that draws papers cannot draw: every paper would fail. */
async function requireDrawable(logo: NonNullable<Paper['logo']>): Promise<void> {
  const nobody = { label: '', name: '', lines: [] };
  const frame = {
    size: 'A4',
    language: 'EN',
    sender: nobody,
    footer: null,
    pageWords: '',
    madeAt: new Date(0).toISOString(),
  } as const;
  try {
    await drawn({ ...frame, logo, title: '', kind: '', mark: null, to: nobody, facts: [], blocks: [] });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unprocessable('logo.unfit', 'This picture cannot be drawn: save it again.', 'image');
  }
}

/** Puts a logo in place of the one that is there, if any. Papers have it from then on. @param image base64. Throws 403, 422. */
export async function setLogo(ctx: Ctx, image: string): Promise<PaperLogo> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  const picture = pictureIn(image);
  await requireDrawable(picture);
  return change(ctx, async (tx) => {
    const data = { ...picture, updatedBy: tx.actor.id };
    return tx.db.paperLogo.upsert({ where: { id: 1 }, create: data, update: data });
  });
}

/** Takes the logo off. Nothing happens where there is none. Throws 403. */
export async function removeLogo(ctx: Ctx): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  await change(ctx, async (tx) => {
    await tx.db.paperLogo.deleteMany();
    return null;
  });
}

/** Changes it, and writes down what it was and what it is. */
async function change<After extends PaperLogo | null>(ctx: Ctx, work: (tx: Ctx) => Promise<After>): Promise<After> {
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, 'logo');
    const before = await tx.db.paperLogo.findFirst();
    const after = await work(tx);
    const { id: recordId } = await billingSettings(tx);
    const words = { before: inWords(before) ?? { logo: null }, after: inWords(after) ?? { logo: null } };
    await audit(tx, { action: 'UPDATE', recordType: 'BillingSettings', recordId, ...words });
    await emit(tx, 'billing_settings.updated', { id: recordId, ...words });
    return after;
  });
}
