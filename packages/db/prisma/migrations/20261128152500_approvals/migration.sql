-- CreateTable
CREATE TABLE "approvals" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "requested_by" JSONB NOT NULL,
    "decided_by" JSONB,
    "note" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "carried_out_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approvals_merchant_id_mode_id_idx" ON "approvals"("merchant_id", "mode", "id" DESC);

-- CreateIndex
CREATE INDEX "approvals_merchant_id_mode_status_id_idx" ON "approvals"("merchant_id", "mode", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "approvals_expires_at_idx" ON "approvals"("expires_at") WHERE (status = 'pending'::text);

-- CreateIndex
CREATE INDEX "approvals_left_behind_idx" ON "approvals"("decided_at") WHERE (status = 'approved'::text) AND (carried_out_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "approvals_one_pending" ON "approvals"("payment_id", "action") WHERE (status = 'pending'::text);

-- CreateIndex
CREATE UNIQUE INDEX "attempts_one_operation_a_request" ON "attempts"("payment_id", "request_id") WHERE (type <> 'authorize'::text) AND (request_id IS NOT NULL);

ALTER TABLE approvals
  ADD CONSTRAINT approvals_status_known CHECK (status IN ('pending', 'approved', 'denied', 'expired')),
  ADD CONSTRAINT approvals_action_known CHECK (action IN ('confirm', 'refund')),
  ADD CONSTRAINT approvals_amount_positive CHECK (amount_minor > 0),
  ADD CONSTRAINT approvals_decided_whole CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (status IN ('approved', 'denied')) = (decided_at IS NOT NULL)),
  -- Whatever the code thinks: nobody decides what they asked for themselves.
  ADD CONSTRAINT approvals_two_people CHECK (decided_by IS NULL OR decided_by->>'id' IS DISTINCT FROM requested_by->>'id');

-- What an approval's every change is told by: an audit row, and a push to the merchant's room.
CREATE FUNCTION note_approval(of_approval approvals, by_actor jsonb, what text, of_request text, at timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, body, created_at)
    VALUES (of_approval.merchant_id, by_actor, 'approval.' || what, of_approval.id, of_request,
      jsonb_build_object('payment', of_approval.payment_id, 'action', of_approval.action, 'amount_minor', of_approval.amount_minor), at);
  SELECT push_to_room('merchant:' || of_approval.merchant_id || ':approvals', 'approval:updated',
    jsonb_build_object('id', of_approval.id, 'action', of_approval.action, 'payment', of_approval.payment_id, 'status', of_approval.status), of_request, at);
$$;

-- Opens an approval, or finds the one that is pending for the same payment and action.
CREATE FUNCTION open_approval(item jsonb, of_request text, at timestamptz) RETURNS TABLE (verdict text, approval jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  made approvals;
BEGIN
  INSERT INTO approvals SELECT * FROM jsonb_populate_record(NULL::approvals, item || '{"status": "pending"}') ON CONFLICT (payment_id, action) WHERE status = 'pending' DO NOTHING RETURNING * INTO made;
  IF made.id IS NOT NULL THEN
    PERFORM note_approval(made, made.requested_by, 'requested', of_request, at);
    RETURN QUERY SELECT 'opened', to_jsonb(made);
  ELSE
    RETURN QUERY SELECT 'pending', to_jsonb(a) FROM approvals a WHERE a.payment_id = item->>'payment_id' AND a.action = item->>'action' AND a.status = 'pending';
  END IF;
END $$;

-- Decides a pending approval. The row is locked first: of two decisions at the same moment the second sees the first.
CREATE FUNCTION decide_approval(of_id text, of_merchant text, of_mode text, into_status text, by_actor jsonb, with_note text, of_request text, at timestamptz)
RETURNS TABLE (verdict text, approval jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  known approvals;
BEGIN
  SELECT * INTO known FROM approvals a WHERE a.id = of_id AND a.merchant_id = of_merchant AND a.mode = of_mode FOR UPDATE;
  IF known.id IS NULL THEN RETURN; END IF;
  IF known.status <> 'pending' THEN RETURN QUERY SELECT 'not_pending', to_jsonb(known); RETURN; END IF;
  IF known.expires_at <= at THEN RETURN QUERY SELECT 'expired', to_jsonb(known); RETURN; END IF;
  IF known.requested_by->>'id' = by_actor->>'id' THEN RETURN QUERY SELECT 'own_request', to_jsonb(known); RETURN; END IF;
  UPDATE approvals a SET status = into_status, decided_by = by_actor, decided_at = at, note = with_note WHERE a.id = of_id RETURNING * INTO known;
  PERFORM note_approval(known, by_actor, into_status, of_request, at);
  RETURN QUERY SELECT 'decided', to_jsonb(known);
END $$;

-- Notes what came of carrying it out. The first note stays.
CREATE FUNCTION finish_approval(of_id text, of_failure text, at timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  known approvals;
BEGIN
  UPDATE approvals a SET carried_out_at = at, failure_code = of_failure WHERE a.id = of_id AND a.status = 'approved' AND a.carried_out_at IS NULL RETURNING * INTO known;
  IF known.id IS NOT NULL THEN
    PERFORM note_approval(known, known.decided_by, CASE WHEN of_failure IS NULL THEN 'carried_out' ELSE 'failed' END, NULL, at);
  ELSE
    SELECT * INTO known FROM approvals a WHERE a.id = of_id;
  END IF;
  RETURN to_jsonb(known);
END $$;

CREATE FUNCTION expire_approvals(at timestamptz, max_rows int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  lapsed approvals;
  ended int := 0;
BEGIN
  FOR lapsed IN
    UPDATE approvals a SET status = 'expired'
    WHERE a.id IN (SELECT id FROM approvals WHERE status = 'pending' AND expires_at <= at ORDER BY expires_at LIMIT max_rows FOR UPDATE SKIP LOCKED) RETURNING a.*
  LOOP
    PERFORM note_approval(lapsed, '{"type": "system", "id": null, "name": "Approval expiry"}', 'expired', NULL, at);
    ended := ended + 1;
  END LOOP;
  RETURN ended;
END $$;

REVOKE ALL ON FUNCTION note_approval, open_approval, decide_approval, finish_approval, expire_approvals FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_approval, open_approval, decide_approval, finish_approval, expire_approvals TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE ON approvals TO fieldfare_payments;
