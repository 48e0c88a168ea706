/** The list and the search behind pickers. AdminJS's own fetch more than a page shows, one table after the other. */
import { Filter, type ActionContext, type ActionRequest, type BaseRecord, type ListActionResponse } from 'adminjs';
import { askedIn } from './narrowing.js';
import type { PrismaResource } from './prisma-resource.js';
import { isPanelRecord } from './record.js';
import type { PanelAction } from './action.js';

const MOST_PER_PAGE = 200;
const MOST_IN_PICKER = 25;

function whole(sent: unknown, fallback: number, most: number): number {
  const value = Number(sent);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : fallback;
}

/** `filters.status=ACTIVE` among what a list is asked for. */
export function filtersIn(sent: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(sent).filter(([name]) => name.startsWith('filters.'));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice('filters.'.length), value]));
}

/** In which order a list is asked for; the table's own where it is not said. */
export function sortIn(
  sent: Record<string, unknown>,
  preset: { sortBy?: string; direction?: string } | undefined,
): { sortBy: string; direction: 'asc' | 'desc' } {
  const sortBy = typeof sent.sortBy === 'string' && sent.sortBy ? sent.sortBy : (preset?.sortBy ?? 'id');
  const direction = ((sent.direction as string | undefined) ?? preset?.direction ?? 'desc') === 'asc' ? 'asc' : 'desc';
  return { sortBy, direction };
}

/** Fills in the names behind the references in these columns: one query a kind of record, all at once. */
export async function populate(records: BaseRecord[], columns: string[], context: ActionContext): Promise<void> {
  const wanted = new Map<PrismaResource, { column: string; ids: Set<string> }[]>();
  for (const column of columns) {
    const reference = context.resource.decorate().getPropertyByKey(column)?.reference() as PrismaResource | null | undefined;
    const ids = records
      .map((record) => record.get(column) as unknown)
      .filter((id): id is string => typeof id === 'string' && id !== '');
    if (reference && ids.length > 0) wanted.set(reference, [...(wanted.get(reference) ?? []), { column, ids: new Set(ids) }]);
  }
  await Promise.all(
    [...wanted].map(async ([resource, uses]) => {
      const found = await resource.findMany([...new Set(uses.flatMap((use) => [...use.ids]))], context);
      const byId = new Map(found.map((record) => [String(record.id()), record]));
      for (const { column } of uses)
        for (const record of records) record.populate(column, byId.get(String(record.get(column))) ?? null);
    }),
  );
}

/** The list: page, filters, order, with names in place of ids. */
export const list: PanelAction = {
  handler: async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<ListActionResponse> => {
    const { resource, currentAdmin, _admin } = context;
    const sent = (request.query ?? {}) as Record<string, unknown>;
    const decorated = resource.decorate();
    const perPage = whole(sent.perPage, _admin.options.settings?.defaultPerPage ?? 25, MOST_PER_PAGE);
    const page = whole(sent.page, 1, 1_000_000);
    const { sortBy, direction } = sortIn(sent, decorated.options.sort);
    const filter = new Filter(filtersIn(sent), resource);
    // A search has the best match first, unless a column was chosen to sort by.
    const best = { bestFirst: typeof sent.sortBy !== 'string' || sent.sortBy === '' };
    const [records, total] = await Promise.all([
      resource.find(filter, { limit: perPage, offset: (page - 1) * perPage, sort: { sortBy, direction }, ...best }, context),
      resource.count(filter, context),
    ]);
    await populate(
      records,
      decorated.getListProperties().map((property) => property.propertyPath),
      context,
    );
    context.records = records;
    return { meta: { total, perPage, page, direction, sortBy }, records: records.map((record) => record.toJSON(currentAdmin)) };
  },
};

/** What a picker offers: names that hold the words, or, with `ids`, the names of those very records. */
export const search: PanelAction = {
  handler: async (request: ActionRequest, _response: unknown, context: ActionContext) => {
    const resource = context.resource as PrismaResource;
    const sent = (request.query ?? {}) as Record<string, unknown>;
    const { ids } = sent;
    const records =
      typeof ids === 'string' && ids !== ''
        ? await resource.findMany(ids.split(',').slice(0, MOST_IN_PICKER), context)
        : await resource.search(String(request.params.query ?? ''), MOST_IN_PICKER, context, askedIn(sent));
    return { records: records.filter(isPanelRecord).map((record) => record.asReference(context.currentAdmin)) };
  },
};
