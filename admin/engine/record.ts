/** A record as the panel holds it. */
import { BaseRecord, type BaseResource, type CurrentAdmin, type ParamsType, type RecordJSON } from 'adminjs';

/** Values that a form sends and no answer repeats. */
const WRITE_ONLY: Partial<Record<string, readonly string[]>> = { User: ['newPassword'], Appointment: ['bookAnyway'] };

/** Fields of a table's form that are no columns. */
export const writeOnly = (model: string): readonly string[] => WRITE_ONLY[model] ?? [];

/** What a form sends with its next save when it was told of something that deserves a second look. */
export const KNOWS_OF = 'knowsOf';

export class PanelRecord extends BaseRecord {
  /** Buttons that would be refused now: they are not shown. */
  notOffered: readonly string[] = [];

  /** A fault without a field is a fault too; AdminJS would report success. */
  override isValid(): boolean {
    return super.isValid() && this.baseError === null;
  }

  /** Its own values, and of the records that it refers to their names alone. */
  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    const populated = this.populated;
    this.populated = Object.fromEntries(
      Object.entries(populated).map(([path, record]) => [
        path,
        record instanceof PanelRecord ? record.asReference(currentAdmin) : record,
      ]),
    ) as unknown as typeof populated;
    try {
      const json = super.toJSON(currentAdmin);
      return { ...json, params: this.shown(json.params) };
    } finally {
      this.populated = populated;
    }
  }

  private shown(params: ParamsType): ParamsType {
    const result: Record<string, unknown> = {};
    for (const [path, value] of Object.entries<unknown>(params)) {
      const [name = ''] = path.split('.', 1);
      if (this.resource.property(name) && !writeOnly(this.resource.id()).includes(path)) result[path] = value;
    }
    const [what, known] = String(this.baseError?.type ?? '').split(':');
    if (what === KNOWS_OF) result[KNOWS_OF] = known;
    return result;
  }

  /** What the page needs to show a reference: a name, and whether the name is a link. */
  asReference(currentAdmin?: CurrentAdmin): RecordJSON {
    const show = this.resource.decorate().actions.show;
    const mayShow = show?.isVisible(currentAdmin, this) && show.isAccessible(currentAdmin, this);
    return {
      params: {},
      populated: {},
      baseError: null,
      errors: {},
      id: String(this.id()),
      title: String(this.get('displayName') ?? ''),
      recordActions: mayShow && show ? [show.toJSON(currentAdmin)] : [],
      bulkActions: [],
    };
  }
}

/** Whether a base record is one of ours; AdminJS's types know only the base. */
export function isPanelRecord(record: unknown): record is PanelRecord {
  return record instanceof PanelRecord;
}

export type { BaseResource };
