/** What a part of a record's page is given. */
import type { RecordJSON, ResourceJSON } from 'adminjs';

export interface PartProps {
  /** Those that this person may see. */
  resources: readonly ResourceJSON[];
  record: RecordJSON;
}
