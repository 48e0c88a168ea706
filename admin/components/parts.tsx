/** Small pieces that several components share. */
import { FormGroup, ValueGroup } from '@adminjs/design-system';
import { PropertyLabel, useCurrentAdmin, useTranslation, type BasePropertyProps, type PropertyJSON } from 'adminjs';
import type { AriaAttributes, ReactNode, ReactElement } from 'react';
import { asText } from '../words/text.js';

/** What admin/engine/options.ts says about a column. */
export interface ColumnFacts {
  kind?: string;
  defaultValue?: string | number | boolean;
  nullable?: boolean;
  /** A new record's form does without it. */
  onlyLater?: boolean;
  /** Choices that it does without. */
  notNew?: string[];
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

/** What a control says of itself to a screen reader: that it is needed, what is wrong with it, the help under it. */
export function aboutField({ property, record }: BasePropertyProps): AriaAttributes {
  const error = record?.errors?.[property.path];
  const about = [error && `${property.path}-fault`, property.description && `${property.path}-help`].filter(Boolean).join(' ');
  return {
    'aria-required': property.isRequired || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': about || undefined,
  };
}

/** The help under a field and what is wrong with it. */
const NAMED: Record<string, string> = { client: 'Client', learner: 'Learner', caregiver: 'Caregiver' };

/** The people who are named with their numbers in a text, "(client 12)", and where each of them is. */
export function namedIn(text: string): { words: string; href: string }[] {
  const found = [...text.matchAll(/\((client|learner|caregiver) ([1-9]\d{0,18})\)/g)];
  return found.map(([, kind = '', id = '']) => ({
    words: `${kind} ${id}`,
    href: `/admin/resources/${NAMED[kind]}/records/${id}/show`,
  }));
}

export function Below({ property, record }: BasePropertyProps): ReactElement {
  const error = record?.errors?.[property.path];
  const { tm } = useTranslation();
  return (
    <>
      {property.description ? (
        <small className="crm-hint" id={`${property.path}-help`}>
          {property.description}
        </small>
      ) : null}
      {error ? (
        <small className="crm-fault" id={`${property.path}-fault`}>
          {tm(error.message, property.resourceId)}
        </small>
      ) : null}
    </>
  );
}

/** A field of a form: label, control, help, what is wrong with it. */
export function Field(props: BasePropertyProps & { children: ReactNode }): ReactElement {
  const { property, record, children } = props;
  const error = record?.errors?.[property.path];
  return (
    <FormGroup error={Boolean(error)} className={error ? 'crm-error' : ''}>
      <PropertyLabel property={property} />
      {children}
      <Below {...props} />
    </FormGroup>
  );
}

/** A list's entries: its parameters are named `tags.0`, `tags.1`. */
export function entriesOf({ property, record }: BasePropertyProps): string[] {
  const params = (record?.params ?? {}) as Record<string, unknown>;
  const whole = params[property.path];
  if (Array.isArray(whole)) return whole.map(asText);
  if (typeof whole === 'string' && whole !== '') return whole.split(',').map((part) => part.trim());
  const own = new RegExp(`^${property.path}\\.(\\d+)$`);
  return Object.entries(params)
    .flatMap(([name, value]) => {
      const place = own.exec(name)?.[1];
      return place === undefined ? [] : [{ place: Number(place), text: asText(value) }];
    })
    .sort((left, right) => left.place - right.place)
    .map(({ text }) => text);
}

/** AdminJS shows a field's help in a balloon that no key opens; ours stands under the field. */
export const NoBalloon = (): null => null;

/** A value on a record's page under its label. */
export function Shown(props: BasePropertyProps & { children: ReactNode }): ReactElement {
  const { translateProperty } = useTranslation();
  return <ValueGroup label={translateProperty(props.property.label, props.property.resourceId)}>{props.children}</ValueGroup>;
}
