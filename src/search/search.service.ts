/** One search through what one looks for most: of each kind what its own list would find, for those who may see that list. */
import type { Ctx } from '../access/context.js';
import { recordAccess } from '../records/records.access.js';
import { getRecords, listRecords, MOST_COMPARED } from '../records/records.reads.js';
import type { RecordQuery, Row } from '../records/records.types.js';
import { fromDate } from '../kernel/time.js';
import type { FoundKind } from '../generated/requests/search.js';
import type { Found } from './search.dto.js';
import type { Search } from './search.input.js';
import { isSearch } from '../kernel/search-words.js';

const DEFAULT_LIMIT = 5;

interface Kind {
  /** How equally good matches are ordered. */
  orderBy: RecordQuery['orderBy'];
  title: (row: Row) => string;
  when?: (row: Row) => string | null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const person = (row: Row): string => `${text(row.firstName)} ${text(row.lastName)}`;
const byName = [{ lastName: 'asc' }, { firstName: 'asc' }, { id: 'asc' }];

/** In the order in which they are shown. */
const KINDS: Record<FoundKind, Kind> = {
  Client: { orderBy: byName, title: person },
  Learner: { orderBy: byName, title: person },
  Caregiver: { orderBy: byName, title: person },
  Appointment: {
    orderBy: [{ startTime: 'desc' }, { id: 'desc' }],
    title: (row) => text(row.title),
    when: (row) => (row.startTime instanceof Date ? row.startTime.toISOString() : null),
  },
  Invoice: {
    orderBy: [{ issueDate: 'desc' }, { id: 'desc' }],
    title: (row) => text(row.invoiceNumber),
    when: (row) => (row.issueDate instanceof Date ? fromDate(row.issueDate) : null),
  },
  Document: { orderBy: [{ id: 'desc' }], title: (row) => text(row.title) },
};

/**
 * What is found, kind after kind. Kinds that the actor may not see are left out, and so are records: what one finds by is what one may read.
 * Where nothing is found as typed, what comes near to it.
 */
export async function searchEverything(ctx: Ctx, { q, limit = DEFAULT_LIMIT, kind }: Search): Promise<Found[]> {
  if (!isSearch(q)) return [];
  const kinds = (Object.keys(KINDS) as FoundKind[]).filter(
    (one) => (!kind?.length || kind.includes(one)) && recordAccess(ctx.actor, one).view,
  );
  const look = (forgiving: boolean): Promise<Row[][]> =>
    Promise.all(
      kinds.map((one) =>
        listRecords(ctx, one, {
          text: q,
          take: limit,
          bestFirst: true,
          most: MOST_COMPARED,
          orderBy: KINDS[one].orderBy,
          exact: !forgiving,
        }),
      ),
    );
  let rows = await look(false);
  if (rows.every((each) => each.length === 0)) rows = await look(true);
  const names = await clientNames(ctx, rows.flat());
  return rows.flatMap((each, index) => each.map((row) => toFound(kinds[index] as FoundKind, row, names)));
}

/** The names of those whose the records are, as far as the actor may see them. */
async function clientNames(ctx: Ctx, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(rows.flatMap(({ clientId }) => (typeof clientId === 'bigint' ? [String(clientId)] : [])));
  const clients = await getRecords(ctx, 'Client', [...ids]);
  return new Map(clients.map((client) => [String(client.id as bigint), person(client)]));
}

function toFound(kind: FoundKind, row: Row, names: ReadonlyMap<string, string>): Found {
  const { title, when } = KINDS[kind];
  const clientId = typeof row.clientId === 'bigint' ? String(row.clientId) : null;
  return {
    kind,
    id: String(row.id),
    title: title(row),
    clientId,
    clientName: clientId === null ? null : (names.get(clientId) ?? null),
    when: when?.(row) ?? null,
    status: typeof row.status === 'string' ? row.status : null,
  };
}
