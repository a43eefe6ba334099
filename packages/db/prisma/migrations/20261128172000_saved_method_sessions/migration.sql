-- Sessions whose shopper pays with a card that was saved before: which one, what may be shown of it, and whether its code is asked for again.
ALTER TABLE sessions ADD COLUMN saved_method jsonb;
ALTER TABLE payment_profiles
  ADD COLUMN saved_card_code text NOT NULL DEFAULT 'required',
  ADD CONSTRAINT payment_profiles_saved_card_code_known CHECK (saved_card_code IN ('required', 'optional'));
