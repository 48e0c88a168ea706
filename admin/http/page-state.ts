/**
 * AdminJS puts its description of every column five times into every page, more than a megabyte. Here each column is
 * written once, without what it has in common with all others, and the browser puts it together again.
 */
import type { ResourceJSON } from 'adminjs';
import { TABLES } from '../words/kinds.js';

const LISTS = ['listProperties', 'showProperties', 'editProperties', 'filterProperties'] as const;

/** What most columns say. */
const USUAL: Record<string, unknown> = {
  isTitle: false,
  isId: false,
  isSortable: true,
  isRequired: false,
  availableValues: null,
  isDisabled: false,
  hideLabel: false,
  reference: null,
  subProperties: [],
  isArray: false,
  isDraggable: false,
  isVirtual: false,
  props: {},
  custom: {},
  type: 'string',
};

type ColumnJSON = ResourceJSON['listProperties'][number];

function unusual(property: ColumnJSON): Record<string, unknown> {
  const { name, label, resourceId, propertyPath, position, ...rest } = property;
  const entries = Object.entries(rest).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(USUAL[key]),
  );
  return Object.fromEntries(entries);
}

/** The columns of a list that a narrow page has. */
const narrowOf = ({ id, listProperties }: ResourceJSON): readonly string[] =>
  TABLES.find(({ model }) => model === id)?.narrow ?? listProperties.slice(0, 3).map(({ propertyPath }) => propertyPath);

/** The resources in short. */
export function compact(resources: ResourceJSON[]): { resources: unknown[]; usual: typeof USUAL } {
  return {
    usual: USUAL,
    resources: resources.map((resource) => ({
      ...resource,
      narrow: narrowOf(resource),
      titleProperty: resource.titleProperty.propertyPath,
      // Columns of a list may be hidden from `properties` (secrets in forms): those come along.
      properties: Object.fromEntries(
        [...Object.values(resource.properties), ...LISTS.flatMap((list) => resource[list]), resource.titleProperty].map((one) => [
          one.propertyPath,
          unusual(one),
        ]),
      ),
      ...Object.fromEntries(LISTS.map((list) => [list, resource[list].map((one) => one.propertyPath)])),
    })),
  };
}

/** The way back, as the page's script: kept in step with `compact`. */
export const EXPAND = `function (state) {
  var usual = state.resources.usual;
  state.resources = state.resources.resources.map(function (resource) {
    Object.keys(resource.properties).forEach(function (path, index) {
      var names = { name: path, label: path, propertyPath: path, resourceId: resource.id, position: index };
      resource.properties[path] = Object.assign({}, usual, names, resource.properties[path]);
    });
    var find = function (path) { return resource.properties[path]; };
    ['listProperties', 'showProperties', 'editProperties', 'filterProperties'].forEach(function (list) { resource[list] = resource[list].map(find); });
    // A narrow page shows some columns alone: those that count as titles.
    resource.listProperties = resource.listProperties.map(function (property) { return resource.narrow.indexOf(property.propertyPath) >= 0 ? Object.assign({}, property, { isTitle: true }) : property; });
    resource.titleProperty = find(resource.titleProperty);
    return resource;
  });
}`;
