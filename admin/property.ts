/** A column as AdminJS asks about it. */
import { BaseProperty, type PropertyType } from 'adminjs';
import type { PanelField } from './fields.js';

/** A foreign key is one property under its own name (`clientId`) that refers to a kind of record. */
export class PanelProperty extends BaseProperty {
  constructor(
    readonly field: PanelField | undefined,
    path: string,
    position: number,
    private readonly role: 'id' | 'title' | 'column',
  ) {
    super({ path, isId: role === 'id', position });
  }

  override isId(): boolean {
    return this.role === 'id';
  }

  override isTitle(): boolean {
    return this.role === 'title';
  }

  override isEditable(): boolean {
    return this.role === 'column';
  }

  override isVisible(): boolean {
    return this.role !== 'title' && !this.field?.secret;
  }

  override isRequired(): boolean {
    return this.field !== undefined && this.field.kind !== 'boolean' && this.field.required;
  }

  override isSortable(): boolean {
    return this.role === 'id' || !['longtext', 'json', 'list', 'reference'].includes(this.field?.kind ?? 'json');
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
