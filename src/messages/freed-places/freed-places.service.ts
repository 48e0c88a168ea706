/** Places that became free are news for those who keep the waitlist. */
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import { lookAtFreedPlaces, type PlaceNews } from '../../scheduling/waitlist/freed-places.service.js';
import { notifyHolders } from '../notifications/notifications.service.js';

/** How many wait for it is told only to those who may see them all. */
const tell = (tx: Ctx, { body, fitting, ...news }: PlaceNews): Promise<number> =>
  notifyHolders(tx, Permission.EDIT_WAITLIST, (reader) => ({
    kind: 'PLACE_FREE',
    ...news,
    body: reader.seesAll ? `${body} ${fitting}` : `${body} Look who of your clients waits for it.`,
  }));

/** Tells of the places that became free since the last time, each once. Throws 403 for a person. @returns how many there were */
export const tellFreedPlaces = (ctx: Ctx): Promise<number> => lookAtFreedPlaces(ctx, tell);
