import { fromMoney } from '../../kernel/money.js';
import type { Statement } from './statement.dto.js';
import type { StatementFacts } from './statements.service.js';

/** The statement as the API tells of it. */
export const toStatement = ({ clientId, opening, closing, parties, ...rest }: StatementFacts): Statement => ({
  ...rest,
  clientId: String(clientId),
  opening: fromMoney(opening),
  closing: fromMoney(closing),
  parties: parties.map(({ party, insuranceId, fundingId, name, ...one }) => ({
    party,
    insuranceId,
    fundingId,
    name,
    opening: fromMoney(one.opening),
    closing: fromMoney(one.closing),
    movements: one.movements.map(({ transactionId, act, reversedAct, date, numbers, amount, balance }) => ({
      transactionId,
      act,
      reversedAct,
      date,
      numbers,
      amount: fromMoney(amount),
      balance: fromMoney(balance),
    })),
  })),
});
