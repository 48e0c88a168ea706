/** What the page behind a pay link says, in the languages of papers. In braces stands what is filled in. */
export const PAY_LANGUAGES = ['EN', 'FR', 'ES'] as const;
export type PayLanguage = (typeof PAY_LANGUAGES)[number];

export interface PayWords {
  /** Its own name, for who would rather read it. */
  name: string;
  title: string;
  invoice: string;
  open: string;
  pay: string;
  card: string;
  nothing: string;
  thanks: string;
  waiting: string;
  again: string;
  gone: string;
  goneWhy: string;
  busy: string;
}

export const PAY_WORDS: Readonly<Record<PayLanguage, PayWords>> = {
  EN: {
    name: 'English',
    title: 'Pay by card',
    invoice: 'Invoice {number}',
    open: 'Open',
    pay: 'Pay {amount}',
    card: 'You type your card’s number on the page of our payment processor. It does not come to us.',
    nothing: 'Nothing is open any more.',
    thanks: 'Thank you. Your payment has arrived.',
    waiting: 'Thank you. We are waiting for your bank’s word; you need not pay again.',
    again: 'That did not work. Please try again in a few minutes.',
    gone: 'This link leads nowhere',
    goneWhy: 'It was used up, is too old, or is not complete. Please ask us for a new one.',
    busy: 'Too many tries. Please wait a while.',
  },
  FR: {
    name: 'Français',
    title: 'Payer par carte',
    invoice: 'Facture {number}',
    open: 'À payer',
    pay: 'Payer {amount}',
    card: 'Vous saisissez le numéro de votre carte sur la page de notre prestataire de paiement. Il ne nous parvient pas.',
    nothing: 'Il ne reste rien à payer.',
    thanks: 'Merci. Votre paiement est arrivé.',
    waiting: 'Merci. Nous attendons la confirmation de votre banque ; inutile de payer à nouveau.',
    again: 'Cela n’a pas fonctionné. Veuillez réessayer dans quelques minutes.',
    gone: 'Ce lien ne mène nulle part',
    goneWhy: 'Il est épuisé, trop ancien ou incomplet. Demandez-nous-en un nouveau, s’il vous plaît.',
    busy: 'Trop d’essais. Veuillez patienter.',
  },
  ES: {
    name: 'Español',
    title: 'Pagar con tarjeta',
    invoice: 'Factura {number}',
    open: 'Pendiente',
    pay: 'Pagar {amount}',
    card: 'El número de su tarjeta se escribe en la página de nuestro procesador de pagos. No nos llega a nosotros.',
    nothing: 'Ya no queda nada pendiente.',
    thanks: 'Gracias. Su pago ha llegado.',
    waiting: 'Gracias. Esperamos la confirmación de su banco; no hace falta pagar otra vez.',
    again: 'No ha funcionado. Inténtelo de nuevo en unos minutos, por favor.',
    gone: 'Este enlace no lleva a ninguna parte',
    goneWhy: 'Está agotado, es demasiado antiguo o no está completo. Pídanos uno nuevo, por favor.',
    busy: 'Demasiados intentos. Espere un poco, por favor.',
  },
};

/** The first of these that the page is written in. */
export const payLanguage = (...wishes: readonly unknown[]): PayLanguage =>
  wishes.find((one): one is PayLanguage => PAY_LANGUAGES.some((known) => known === one)) ?? 'EN';
