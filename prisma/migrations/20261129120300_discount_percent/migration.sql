-- A discount that was said in per cent stays one: it follows another quantity or price until the invoice is sent.
ALTER TABLE "invoice_line_items" ADD COLUMN     "discount_percent" DECIMAL(8,5);

-- By hand: the money is what the per cent come to, by the one rule of rounding.
ALTER TABLE invoice_line_items ADD CONSTRAINT invoice_line_items_discount_percent_check CHECK (discount_percent IS NULL OR (discount_percent > 0
  AND discount_percent <= 100 AND discount_amount = round(round(quantity * unit_price, 2) * discount_percent / 100, 2)));
