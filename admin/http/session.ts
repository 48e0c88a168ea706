/** Who works in the panel: what the page may know of them, and, out of the page's sight, the ctx for the use cases. */
import type { ActionContext, CurrentAdmin } from 'adminjs';
import type { Ctx } from '../../src/access/context.js';
import type { Habits } from '../../src/access/practice-zone.js';
import { formatsOf, USUAL_FORMATS, type Formats, type FormatSettings } from '../../src/kernel/formats.js';

const CTX = Symbol('ctx');

/** What every page of the panel is told about the person signed in: it ends up in the HTML. */
export interface PanelUser extends CurrentAdmin {
  id: string;
  name: string;
  /** The role, in words. */
  title: string;
  /** The zone whose clocks the panel shows: the person's own, else the practice's. */
  zone: string;
  /** `light`, `dark`, or `system` for what the device prefers. */
  colorScheme: string;
  /** How the practice writes days, times and money. */
  formats: FormatSettings;
  /** By whose clock the practice's own days begin: what is owed, due and taxed today. */
  practiceZone: string;
}

declare module 'express-session' {
  interface SessionData {
    /** Put there for AdminJS with each of the panel's requests; stored nowhere. */
    adminUser?: PanelUser;
  }
}

const ROLES: Record<string, string> = {
  ADMIN: 'Administrator',
  THERAPIST: 'Therapist',
  STAFF: 'Staff',
  RECEPTIONIST: 'Receptionist',
};

/** A role in words. */
export function roleName(role: string | null): string {
  return (role !== null && ROLES[role]) || 'Guest';
}

/** The signed-in person as AdminJS's current admin. The ctx rides along where nothing that serialises sees it. */
export function panelUser(ctx: Ctx, { zone, formats }: Habits): PanelUser {
  const { actor } = ctx;
  const user: PanelUser = {
    id: String(actor.id),
    email: actor.email,
    name: actor.name,
    title: roleName(actor.role),
    zone: actor.timezone ?? zone,
    colorScheme: actor.theme,
    formats,
    practiceZone: zone,
  };
  Object.defineProperty(user, CTX, { value: ctx, enumerable: false });
  return user;
}

/** The ctx behind AdminJS's current admin, or undefined for nobody. */
export function ctxOfUser(user: CurrentAdmin | undefined): Ctx | undefined {
  return (user as { [CTX]?: Ctx } | undefined)?.[CTX];
}

/** The ctx of the request that an AdminJS action serves. Throws where AdminJS forgot to pass its context: a bug, not a refusal. */
export function ctxIn(context: Pick<ActionContext, 'currentAdmin'> | undefined): Ctx {
  const ctx = ctxOfUser(context?.currentAdmin);
  if (!ctx) throw new Error('The panel was asked for data without a signed-in user.');
  return ctx;
}

/** The zone that this person's panel shows. */
export function zoneIn(context: Pick<ActionContext, 'currentAdmin'> | undefined): string {
  return (context?.currentAdmin as PanelUser | undefined)?.zone ?? 'UTC';
}

/** How this person's panel writes days, times and money. */
export function formatsIn(context: Pick<ActionContext, 'currentAdmin'> | undefined): Formats {
  return formatsOf((context?.currentAdmin as PanelUser | undefined)?.formats ?? USUAL_FORMATS);
}
