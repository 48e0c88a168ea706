import { holdsSql } from '../../access/keys.queries.js';
import { NEEDS, type Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { LanguageCode } from '../../generated/prisma/index.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { NotificationList } from './notifications.input.js';

export interface NotificationRow {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  readAt: Date | null;
  createdAt: Date;
}

const LIST: ListDefinition = {
  select: `n.id::text, n.kind, n.title, n.body, n.link, n.read_at AS "readAt", n.created_at AS "createdAt"`,
  from: 'notifications n',
  id: 'n.id',
  updatedAt: 'greatest(n.created_at, n.read_at)',
  sorts: { createdAt: { sql: 'n.created_at', type: 'timestamp' } },
  defaultSort: '-createdAt',
};

/** One user's own. */
export async function listNotificationRows(ctx: Ctx, userId: bigint, query: NotificationList): Promise<Page<NotificationRow>> {
  const theirs: Scope = ({ id }) => [`n.user_id = ${id(userId)}`];
  const where = new Conditions(theirs).given(query.unread, (unread) => `n.read_at IS ${unread ? 'NULL' : 'NOT NULL'}`);
  return listPage<NotificationRow>(ctx, LIST, query, where);
}

/** Somebody to be told, and how they want to be. */
export interface Recipient {
  id: string;
  email: string;
  phone: string | null;
  language: LanguageCode;
  byEmail: boolean;
  bySms: boolean;
  byPush: boolean;
  /** Sees all clients, none of them or of their learners is closed to them, and so may be told how many something is about. */
  seesAll: boolean;
}

/** Who works here, can sign in and has the permission, and the one that it needs, with their preferences; at most 1,000. One statement. */
export async function recipientsWith(ctx: Ctx, permission: Permission): Promise<Recipient[]> {
  return ctx.db.$queryRawUnsafe<Recipient[]>(
    `SELECT u.id::text, u.email, u.phone, coalesce(p.email_notifications, true) AS "byEmail",
       coalesce(p.sms_notifications, false) AS "bySms", coalesce(p.push_notifications, false) AS "byPush",
       u.preferred_language::text AS language, ${holdsSql('a.id')} AND NOT EXISTS (SELECT FROM record_permissions c
         WHERE c.user_id = u.id AND NOT c.granted AND (c.expires_at IS NULL OR c.expires_at > now())) AS "seesAll"
     FROM users u JOIN permission_types t ON t.name = $1 JOIN permission_types v ON v.name = $2 JOIN permission_types a ON a.name = 'VIEW_ALL_CLIENTS'
       LEFT JOIN notification_preferences p ON p.user_id = u.id
     WHERE u.is_active AND NOT (u.account_locked AND u.locked_until IS NULL) AND ${holdsSql('t.id')} AND ${holdsSql('v.id')}
     ORDER BY u.id LIMIT 1000`,
    permission,
    NEEDS[permission] ?? permission,
  );
}
