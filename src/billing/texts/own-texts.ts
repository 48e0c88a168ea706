/** The practice's own texts in the language of whom they are for: its settings' words, what its taxes are called. */
import type { Ctx } from '../../access/context.js';
import type { BillingSettings } from '../../generated/prisma/index.js';
import type { PaperLanguage } from '../rules/paper-languages.js';
import { settingsTexts } from './texts.queries.js';

/** What new invoices and papers say in a language, else as the settings say it. */
export type OwnWords = Pick<BillingSettings, 'termsConditions' | 'paymentInstructions' | 'invoiceFooter'>;

/** One statement, for however many languages. What the settings leave empty is empty in each. */
export async function ownWords(ctx: Ctx, settings: OwnWords): Promise<(language: PaperLanguage) => OwnWords> {
  const texts = await settingsTexts(ctx);
  return (language) => {
    const said = (contentId: string, own: string | null): string | null =>
      own && (texts.find((one) => one.contentId === contentId && one.language === language)?.text ?? own);
    return {
      termsConditions: said('terms', settings.termsConditions),
      paymentInstructions: said('instructions', settings.paymentInstructions),
      invoiceFooter: said('footer', settings.invoiceFooter),
    };
  };
}
