/** What becomes of an invoice that was sent. Fates are dealt from decks, so that each of them is there, whatever the day is. */
import type { Decimal } from 'decimal.js';
import { roundMoney } from '../../../../src/kernel/money.js';
import { addDays } from '../../../../src/kernel/days.js';
import type { Dice } from '../dice.js';
import { agreesToPlan } from './plans.js';
import type { Bill, Books } from './books.js';
import { goesBackToCard, paysByCard } from './cards.js';
import { insurerPays, insurerWaits, type Stage } from './claims.js';
import { becomeLate, bounce, cancel, creditLastLine, creditPays, familyPays, forget, funderPays, giveBack } from './payments.js';

type Fate = (books: Books, bill: Bill) => void;

const nobodyPays: Fate = () => undefined;

/** How many of so many cards are which. */
type Cards = readonly (readonly [number, Fate])[];

/** Cards that are dealt in turn, and shuffled anew when there are none. */
class Deck {
  private cards: Fate[] = [];

  constructor(private readonly all: Cards) {}

  deal(dice: Dice): Fate {
    if (this.cards.length === 0)
      this.cards = dice.shuffle(this.all.flatMap(([count, card]) => new Array<Fate>(count).fill(card)));
    return this.cards.pop() ?? nobodyPays;
  }
}

/** So many days after it was sent. */
const after = (bill: Bill, days: number) => addDays(bill.issued, days);
const share = (part: string) => (open: Decimal) => roundMoney(open.times(part));
/** Rounded up by the family, and some more for next month. */
const tooMuch = (open: Decimal): Decimal => open.dividedBy(50).ceil().plus(1).times(50);

const isCancelled: Fate = (books, bill) =>
  cancel(books, bill, after(bill, books.dice.int(1, 6)), 'Written twice by mistake: the other one stands.');

const OF_FAMILIES: Cards = [
  [14, (books, bill) => familyPays(books, bill, after(bill, books.dice.int(2, 28)), { together: true })],
  [8, (books, bill) => familyPays(books, bill, after(bill, books.dice.int(2, 28)), { together: true, byCaregiver: true })],
  [
    3,
    (books, bill) => {
      familyPays(books, bill, after(bill, books.dice.int(2, 14)), { amount: share('0.5') });
      familyPays(books, bill, after(bill, books.dice.int(20, 44)));
    },
  ],
  [2, (books, bill) => familyPays(books, bill, after(bill, books.dice.int(2, 20)), { amount: tooMuch })],
  [
    3,
    (books, bill) => {
      books.wait(bill);
      // There may be no next one.
      familyPays(books, bill, after(bill, 70));
    },
  ],
  [
    1,
    (books, bill) =>
      familyPays(books, bill, after(bill, books.dice.int(2, 14)), {
        // The cents of a transfer from abroad.
        amount: (open) => open.minus('0.04'),
        method: 'BANK_TRANSFER',
        then: () => forget(books, bill, after(bill, 24)),
      }),
  ],
  [
    1,
    (books, bill) =>
      familyPays(books, bill, after(bill, 5), {
        method: 'CHECK',
        then: (receiptId) => {
          bounce(books, bill, after(bill, 12), receiptId);
          if (books.dice.chance(0.5)) familyPays(books, bill, after(bill, 20), { method: 'CASH' });
        },
      }),
  ],
  [
    1,
    (books, bill) =>
      familyPays(books, bill, after(bill, books.dice.int(2, 6)), {
        method: 'CREDIT_CARD',
        then: (receiptId, amount) => giveBack(books, bill, after(bill, 16), receiptId, amount),
      }),
  ],
  [
    1,
    (books, bill) => {
      creditLastLine(books, bill, after(bill, 6), 'The visit did not take place.');
      familyPays(books, bill, after(bill, 15));
    },
  ],
  [
    1,
    (books, bill) => {
      familyPays(books, bill, after(bill, 4));
      creditLastLine(books, bill, after(bill, 12), 'The visit was cancelled in time.');
    },
  ],
  [3, (books, bill) => paysByCard(books, bill, after(bill, books.dice.int(1, 9)), 'PAID')],
  [
    1,
    (books, bill) =>
      paysByCard(books, bill, after(bill, books.dice.int(1, 4)), 'PAID', (receiptId) =>
        goesBackToCard(books, bill, after(bill, 11), receiptId),
      ),
  ],
  [
    1,
    (books, bill) => {
      paysByCard(books, bill, after(bill, 3), 'EXPIRED');
      familyPays(books, bill, after(bill, 12));
    },
  ],
  [
    2,
    (books, bill) => {
      agreesToPlan(books, bill, after(bill, 8));
      familyPays(books, bill, after(bill, 20), { amount: (open) => roundMoney(open.dividedBy(3)) });
      familyPays(books, bill, after(bill, 50), { amount: (open) => roundMoney(open.dividedBy(2)) });
      familyPays(books, bill, after(bill, 80));
    },
  ],
  [
    1,
    (books, bill) => {
      // The second instalment never comes.
      agreesToPlan(books, bill, after(bill, 8));
      familyPays(books, bill, after(bill, 20), { amount: (open) => roundMoney(open.dividedBy(3)) });
    },
  ],
  [1, isCancelled],
  [2, (books, bill) => familyPays(books, bill, after(bill, 6), { amount: share('0.25') })],
  [2, nobodyPays],
];

/** The policy covers that much; the family pays the rest. */
const covered = share('0.8');

function insurerAndFamily(books: Books, bill: Bill, days: number, paid: Decimal): void {
  insurerPays(books, bill, after(bill, days), { paid, patientShare: bill.total.minus(paid) });
  familyPays(books, bill, after(bill, days + books.dice.int(3, 14)));
}

const waits =
  (stage: Stage): Fate =>
  (books, bill) =>
    insurerWaits(books, bill, stage);

const OF_INSURERS: Cards = [
  [16, (books, bill) => insurerAndFamily(books, bill, books.dice.int(8, 40), covered(bill.total))],
  [
    14,
    (books, bill) =>
      insurerPays(books, bill, after(bill, books.dice.int(8, 40)), {
        paid: bill.total,
        patientShare: bill.total.minus(bill.total),
      }),
  ],
  [2, (books, bill) => insurerAndFamily(books, bill, 58, covered(bill.total))],
  [
    2,
    (books, bill) => {
      const patientShare = bill.total.minus(covered(bill.total));
      insurerPays(books, bill, after(bill, 30), { paid: share('0.6')(covered(bill.total)), patientShare });
    },
  ],
  // All of it counts towards the deductible.
  [1, (books, bill) => insurerAndFamily(books, bill, 12, bill.total.minus(bill.total))],
  [
    1,
    (books, bill) => {
      isCancelled(books, bill);
      insurerWaits(books, bill, 'VOIDED');
    },
  ],
  [
    1,
    (books, bill) => {
      insurerWaits(books, bill, 'DENIED');
      familyPays(books, bill, after(bill, 60));
    },
  ],
  [1, waits('PENDING')],
  [1, waits('SUBMITTED')],
  [1, waits('ACKNOWLEDGED')],
  [1, waits('IN_REVIEW')],
  [1, waits('REJECTED')],
  [1, waits('DENIED')],
  [1, waits('APPEALED')],
];

const OF_PROGRAMS: Cards = [
  [
    12,
    (books, bill) => {
      const days = books.dice.int(8, 28);
      funderPays(books, bill, after(bill, days));
      familyPays(books, bill, after(bill, days + 7));
    },
  ],
  [1, isCancelled],
  [1, nobodyPays],
];

/** Gives what plans everything that happens to an invoice from its sending on. */
export function fatesOf(books: Books): (bill: Bill) => void {
  const [ofFamilies, ofInsurers, ofPrograms] = [new Deck(OF_FAMILIES), new Deck(OF_INSURERS), new Deck(OF_PROGRAMS)];
  return (bill) => {
    becomeLate(books, bill);
    // Their packages pay; what these leave is late like any other.
    if (books.prepaid.has(bill.client)) return;
    if (bill.source === 'PRIVATE') creditPays(books, bill, after(bill, 1));
    const deck = { PRIVATE: ofFamilies, INSURANCE: ofInsurers, GRANT: ofPrograms, SCHOLARSHIP: ofPrograms }[bill.source];
    deck.deal(books.dice)(books, bill);
  };
}
