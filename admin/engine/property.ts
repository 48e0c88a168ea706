/** A column as AdminJS asks about it. */
import { BaseProperty, type PropertyType } from 'adminjs';
import type { PanelField } from '../words/fields.js';

/**
 * `id` is the key as one text ("12", or "12.7" for a composite key), `displayName` the record's name, every other a column.
 * A foreign key is one property under its own name (`clientId`) that refers to a kind of record.
 */
export class PanelProperty extends BaseProperty {
  constructor(
    readonly field: PanelField | undefined,
    path: string,
    position: number,
  ) {
    super({ path, isId: path === 'id', position });
  }

  override isId(): boolean {
    return this.path() === 'id';
  }

  override isTitle(): boolean {
    return this.path() === 'displayName';
  }

  override isEditable(): boolean {
    return this.field !== undefined;
  }

  override isVisible(): boolean {
    return !this.isTitle() && !this.field?.secret;
  }

  override isRequired(): boolean {
    return this.field !== undefined && this.field.kind !== 'boolean' && this.field.required;
  }

  override isSortable(): boolean {
    return this.isId() || !['longtext', 'json', 'list', 'reference'].includes(this.field?.kind ?? 'json');
  }

  override isArray(): boolean {
    return this.field?.kind === 'list';
  }

  override reference(): string | null {
    return this.field?.references ?? null;
  }

  override availableValues(): string[] | null {
    return this.field?.values ? [...this.field.values] : null;
  }

  /**
   * Text to AdminJS's own conversions, which would turn numbers into floats and 2026-02-30 into 2 March. What the page
   * shows it as is said in the resource's options.
   */
  override type(): PropertyType {
    if (this.field?.kind === 'boolean') return 'boolean';
    return this.field?.references ? 'reference' : 'string';
  }
}
