/** The practice's processor of cards, where one is set up. */
import type { Ctx } from '../../access/context.js';
import { conflict } from '../../kernel/errors.js';
import type { CardProcessor } from './processor.types.js';
import { stripe } from './stripe.js';

/** Whether payments by card are set up. */
export const takesCards = ({ config }: Ctx): boolean => config.stripe !== undefined && config.publicUrl !== undefined;

/** The practice's processor. Throws 409 where none is set up. */
export function processorOf({ config }: Ctx): CardProcessor {
  if (config.stripe === undefined || config.publicUrl === undefined)
    throw conflict('card.off', 'This practice takes no payments by card.');
  return stripe(config.stripe);
}
