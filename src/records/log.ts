/** Logs that people may correct, with a reason: what their descriptions share. */
import type { PanelTable } from './panel.js';

/** A person's correction needs a reason and is marked as one; deleting strikes the entry out (corrections.ts). */
export const correctable = { correctable: true, readOnly: ['correction', 'correctedAt', 'correctedBy'] } as const;

/** A correction by hand is told in the log itself. */
export const corrections = {
  labels: {
    correction: 'Corrected',
    correctionReason: 'Why corrected',
    correctedAt: 'Corrected at',
    correctedBy: 'Corrected by',
  },
  help: {
    correctionReason: 'Needed for each correction. It is shown in the log, with your name; the audit trail keeps the old entry.',
  },
  choices: { correction: ['ADDED', 'CHANGED', 'STRUCK'] },
} satisfies Partial<PanelTable>;
