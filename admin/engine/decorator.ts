/** Tells each page of a table what the person in front of it may see and do, and nothing more. */
import { ResourceDecorator, type CurrentAdmin, type ResourceJSON } from 'adminjs';
import { fieldAccess } from '../../src/records/records.access.js';
import type { ModelName } from '../../src/database/data-model.js';
import { fieldsOf } from '../words/fields.js';
import { ctxOfUser } from '../http/session.js';

type PropertyJSON = ResourceJSON['listProperties'][number];

export class PanelDecorator extends ResourceDecorator {
  private readonly model: ModelName;

  constructor(args: ConstructorParameters<typeof ResourceDecorator>[0]) {
    super(args);
    this.model = args.resource.id() as ModelName;
  }

  /**
   * AdminJS describes every column and action to everybody. Here, columns that are hidden from the actor are left out,
   * those that they may not write are not in the form, and a table that they may not see has no columns at all.
   */
  override toJSON(currentAdmin?: CurrentAdmin): ResourceJSON {
    const ctx = ctxOfUser(currentAdmin);
    const { model } = this;
    const json = super.toJSON(currentAdmin);
    if (!ctx) return json;
    const open = new Set(
      Object.values(this.actions)
        .filter((action) => action.isAccessible(currentAdmin))
        .map((action) => action.name),
    );
    const actions = json.actions.filter((action) => open.has(action.name));
    if (!open.has('list')) {
      return {
        ...json,
        href: null,
        actions,
        properties: {},
        listProperties: [],
        showProperties: [],
        editProperties: [],
        filterProperties: [],
      };
    }
    const { hidden, readOnly } = fieldAccess(ctx.actor, model);
    const secrets = new Set([...fieldsOf(model).values()].filter((field) => field.secret).map((field) => field.name));
    const hiddenNow = new Set(hidden);
    const closed = new Set([...readOnly, ...hidden.filter((name) => !secrets.has(name))]);
    const seen = (property: PropertyJSON): boolean => !hiddenNow.has(property.propertyPath);
    return {
      ...json,
      actions,
      properties: Object.fromEntries(
        Object.entries(json.properties).filter(([name]) => !hiddenNow.has(name) || secrets.has(name)),
      ),
      listProperties: json.listProperties.filter(seen),
      showProperties: json.showProperties.filter(seen),
      filterProperties: json.filterProperties.filter(seen),
      editProperties: json.editProperties.filter((property) => !closed.has(property.propertyPath)),
    };
  }
}
