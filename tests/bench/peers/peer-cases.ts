/** What is measured beside each peer: addresses of both sides, and what must be the same in their answers. */
import type { Case, Sessions } from '../cases.js';
import { USERS, type Sizes } from '../sizes.js';
import {
  sameAppointments,
  sameClient,
  sameClients,
  sameConflicts,
  samePanelAppointments,
  samePanelClients,
  samePicked,
} from './alike.js';

export type PeerName = 'NestJS' | 'AdminJS';

export interface PeerCase {
  name: string;
  peer: PeerName;
  headers: Record<string, string>;
  /** The product's, and in the same order the peer's. */
  paths: string[];
  theirs: string[];
  /** Throws where the two answers to the path at `index` differ in what both have. */
  check(ours: unknown, theirs: unknown, index: number): void;
}

/** The cases of the API that NestJS answers too, by their names in cases.ts: the same addresses. */
const OF_THE_API: Record<string, PeerCase['check']> = {
  'one client, as staff': sameClient,
  'list of 50: status, priority, by name, as staff': sameClients,
  'appointments, list of 50: therapist, status, from, to, as staff': sameAppointments,
  'conflict check of three resources, as staff': sameConflicts,
};

function nestCases(cases: readonly Case[]): PeerCase[] {
  return Object.entries(OF_THE_API).map(([name, check]) => {
    const found = cases.find((one) => one.name === name);
    if (!found) throw new Error(`There is no case "${name}".`);
    const { headers, paths } = found;
    return { name: `beside NestJS: ${name}`, peer: 'NestJS', headers, paths, theirs: paths, check };
  });
}

/** Names and beginnings of names that no first name has: stock AdminJS looks into one column. */
const NAMES = ['Rossi', 'Müller', 'Kowal', 'Thompson', 'Zimm', 'Ångström', 'Hughes', 'Castil'];

function panelCases(sizes: Sizes, sessions: Sessions): PeerCase[] {
  const panel = '/admin/api/resources';
  const therapists = Array.from({ length: 8 }, (_, index) => USERS.firstTherapist + ((index * 7) % sizes.therapists));
  const newest = `${panel}/Appointment/actions/list?sortBy=id&direction=desc`;
  // One person's are never at the same time: the order is whole.
  const ofTherapist = (property: string): string[] =>
    therapists.map((id) => `${panel}/Appointment/actions/list?filters.${property}=${id}&sortBy=startTime&direction=desc`);
  const byText = (property: string): string[] =>
    NAMES.map(
      (word) =>
        `${panel}/Client/actions/list?filters.${property}=${encodeURIComponent(word)}&sortBy=createdAt&direction=desc&perPage=25`,
    );
  const picked = NAMES.map((word) => `${panel}/Client/actions/search/${encodeURIComponent(word)}`);
  const shared = { peer: 'AdminJS' as const, headers: sessions.admin };
  return [
    {
      ...shared,
      name: 'beside AdminJS: list of appointments, the newest 25',
      paths: [newest],
      theirs: [newest],
      check: samePanelAppointments,
    },
    {
      ...shared,
      name: 'beside AdminJS: list of appointments of one therapist, 25 by time',
      paths: ofTherapist('therapistId'),
      theirs: ofTherapist('therapist'),
      check: samePanelAppointments,
    },
    {
      ...shared,
      name: 'beside AdminJS: list of clients filtered by text',
      paths: byText('displayName'),
      theirs: byText('lastName'),
      check: samePanelClients,
    },
    {
      ...shared,
      name: 'beside AdminJS: picker, clients by name',
      paths: picked,
      theirs: picked,
      check: (ours, theirs, index) => samePicked(ours, theirs, NAMES[index] ?? ''),
    },
  ];
}

/** @param cases those of the same practice, beside the bare server */
export const peerCasesFor = (sizes: Sizes, sessions: Sessions, cases: readonly Case[]): PeerCase[] => [
  ...nestCases(cases),
  ...panelCases(sizes, sessions),
];
