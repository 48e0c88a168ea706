import type { Permission as P } from '../access/permissions.js';
import type { RecordKind } from '../kernel/error-codes.js';
import type { ModelName } from '../database/data-model.js';

/** How the actor's scope reaches a record. */
export type RecordScope =
  /** Through its client: the relations from the record to Client ([] for Client itself). */
  | {
      kind: 'client';
      path: string[];
      /**
       * The paths to the ids of the learners that the record may be about, its own first. It is opened and closed with any of
       * them, and a closed one beats an opened one.
       */
      learners?: string[][];
      /** The record may belong to no client (a practice-wide document): then its permission alone decides. */
      optional?: boolean;
      /** Relations to records of others, dotted, which their own scope shows or hides; with the reason why that is enough. */
      beside?: Record<string, string>;
    }
  /** The user's own, and everybody's for those with `unless`. */
  | { kind: 'own'; field: string; unless: P }
  /** Through the records that use it: seen with any of them, changed only with all of them; one that nobody uses is anybody's. */
  | { kind: 'through'; relation: string; model: ModelName }
  /** The trail itself: for those who see all clients and notes; for others what is about no client. */
  | { kind: 'trail' }
  /** No scope: the permission alone decides. */
  | { kind: 'none' };

export interface RecordRules {
  /** In words, for messages: "insurance policy". */
  what: RecordKind;
  /** Several of them, where that is not `what` with an s: "entries of equipment". */
  many?: string;
  view: P;
  /** Null: nobody does it by hand. */
  create: P | null;
  edit: P | null;
  delete: P | null;
  scope: RecordScope;
  /** Seen with VIEW_CLINICAL_NOTE, written with EDIT_CLINICAL_NOTE. */
  clinical?: readonly string[];
  /** Has a security classification: confidential and restricted ones need VIEW_CONFIDENTIAL; reading one is audited. */
  classified?: boolean;
  /** What a confidential record says: only where it is read by itself, which is audited; never in lists. */
  confidential?: readonly string[];
  /** Every record of the kind counts as confidential: nobody looks for, filters or sorts by what it says, and reading one is audited. */
  alwaysConfidential?: boolean;
  /** The relation whose record's classification counts as well: an attachment is as secret as its communication. */
  classifiedWith?: { relation: string; model: ModelName };
  /** Seen and written only with that permission. */
  guarded?: { fields: readonly string[]; permission: P };
  /** A log: a person's correction needs a reason and is marked as one; deleting strikes the entry out (corrections.ts). */
  correctable?: boolean;
  /** Set by the server alone. */
  readOnly?: readonly string[];
  /** Text columns that a search looks in. */
  search: readonly string[];
}
