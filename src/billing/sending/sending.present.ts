import type { SendResult } from './sending.dto.js';
import type { Sent } from './sending.service.js';

export const toSendResult = ({ invoiceId, invoiceNumber, mail, refused }: Sent): SendResult => ({
  invoiceId: String(invoiceId),
  sent: refused === null,
  invoiceNumber,
  mail,
  code: refused?.code ?? null,
  message: refused?.message ?? null,
});
