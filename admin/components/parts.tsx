/** Small pieces that several components share. */
import { FormGroup, FormMessage, ValueGroup } from '@adminjs/design-system';
import { PropertyLabel, useCurrentAdmin, useTranslation, type BasePropertyProps, type PropertyJSON } from 'adminjs';
import type { ReactNode, ReactElement } from 'react';

/** What admin/options.ts says about a column. */
export interface ColumnFacts {
  kind?: string;
  defaultValue?: string | number | boolean;
  nullable?: boolean;
}

export function factsOf(property: PropertyJSON): ColumnFacts {
  return property.custom ?? {};
}

/** The zone whose clocks this person's panel shows. */
export function useZone(): string {
  const [user] = useCurrentAdmin();
  return (user as { zone?: string } | null)?.zone ?? 'UTC';
}

export function paramOf(props: BasePropertyProps): unknown {
  return props.record?.params[props.property.path] as unknown;
}

/** A field of a form: label, control, what is wrong with it. */
export function Field(props: BasePropertyProps & { children: ReactNode }): ReactElement {
  const { property, record, children } = props;
  const error = record?.errors?.[property.path];
  const { tm } = useTranslation();
  return (
    <FormGroup error={Boolean(error)} className={error ? 'crm-error' : ''}>
      <PropertyLabel property={property} />
      {children}
      <FormMessage>{error ? tm(error.message, property.resourceId) : ''}</FormMessage>
    </FormGroup>
  );
}

/** A value on a record's page under its label. */
export function Shown(props: BasePropertyProps & { children: ReactNode }): ReactElement {
  const { translateProperty } = useTranslation();
  return <ValueGroup label={translateProperty(props.property.label, props.property.resourceId)}>{props.children}</ValueGroup>;
}
