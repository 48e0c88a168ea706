import { Decimal } from 'decimal.js';
import { fromMoney } from '../../kernel/money.js';
import { sumOf } from '../rules/line.js';
import type { Statement } from './statement.dto.js';
import type { StatementFacts } from './statements.service.js';

/** The statement as the API tells of it. */
export const toStatement = ({ clientId, opening, closing, parties, ages, asks, plans, ...rest }: StatementFacts): Statement => ({
  ...rest,
  clientId: String(clientId),
  opening: fromMoney(opening),
  closing: fromMoney(closing),
  due: asks && fromMoney(asks.due),
  later: asks && fromMoney(asks.later),
  plans: plans.map(({ planId, numbers, instalments }) => ({
    planId,
    invoiceNumbers: numbers,
    open: fromMoney(sumOf(instalments.map(({ open }) => new Decimal(open)))),
    instalments: instalments.map(({ dueOn, amount, open }) => ({ dueOn, amount: fromMoney(amount), open: fromMoney(open) })),
  })),
  ages: ages && {
    upTo30: fromMoney(ages.upTo30),
    upTo60: fromMoney(ages.upTo60),
    upTo90: fromMoney(ages.upTo90),
    upTo120: fromMoney(ages.upTo120),
    over120: fromMoney(ages.over120),
  },
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
