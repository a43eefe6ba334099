// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
import { checks } from '../checks.ts';
import { any, bool, id, int, list, obj, one, text, time } from '../shapes.ts';
const s0 = list(one("confirm","cancel"));
const s1 = text(16384,/^[A-Za-z0-9_.-]+$/);
const s2 = one("allowed","required","not_allowed","unknown");
const s3 = any(obj({"type":one("capture","void","refund"),"state":one("in_flight","unknown")}),one(null));
const s4 = obj({"id":id("act"),"type":one("challenge"),"form":obj({"type":one("code"),"digits":int(4,8)}),"tries_left":int(1,10),"expires_at":time});
const s5 = one("USD","EUR","GBP","CAD","AUD","NZD","CHF","SEK","NOK","DKK","PLN","CZK","MXN","BRL","SGD","HKD","INR","ZAR","JPY","KRW","CLP","KWD","BHD","TND");
const s6 = one("processing","requires_action","authorized","captured","canceled","declined","expired","failed","pending","unknown","partially_refunded","refunded");
const s7 = any(one("visa","mastercard","american-express","discover","diners-club","jcb","unionpay","maestro","elo","mir","hiper","hipercard","verve","cartes-bancaires","unknown"),one(null));
const s8 = any(one("card_declined","insufficient_funds","expired_card","incorrect_cvc","incorrect_zip","processing_error","not_permitted","authentication_failed","amount_limit","suspected_fraud"),one(null));
const s9 = one("card-number","card-exp","card-exp-month","card-exp-year","card-cvc","card-name","card-postal-code","card","address-line1","address-line2","address-city","address-state","address-country","account-name","account-type","routing-number","account-number");
const s10 = obj({"type":one("card","ach"),"brand":s7,"last4":text(undefined,/^\d{4}$/),"exp_month":any(int(1,12),one(null)),"exp_year":any(int(2000,2100),one(null)),"bank_name":any(text(120),one(null))});
const s11 = any(s10,one(null));
const s12 = obj({"id":id("pay"),"status":s6,"pending_operation":s3,"amount_minor":int(0,99999999999),"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999),"authorized_minor":int(0,99999999999),"captured_minor":int(0,99999999999),"refunded_minor":int(0,99999999999),"currency":s5,"method":s11,"decline_code":s8,"version":int(1),"payment_token":text(),"record_number":text(),"action":any(s4,one(null))});
const s13 = obj({"type":one("payment_result"),"request_id":text(),"timestamp":time,"payment":s12});
const s14 = obj({"id":id("sess"),"status":one("open","processing","completed","expired","canceled"),"revision":int(1),"kind":one("payment","setup"),"merchant_uid":id("mer"),"merchant_name":text(),"amount_minor":int(0,99999999999),"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999),"currency":s5,"methods":list(one("card","ach")),"page_may":s0,"saved_method":any(obj({"id":id("pm"),"method":s10,"code":one("required","optional")}),one(null)),"payment":any(s12,one(null)),"expires_at":time});
export const validators = {
  PtClaims: obj({"iss":text(),"aud":text(),"iat":int(),"exp":int(),"jti":text(),"merchant_uid":id("mer"),"origin":text(300,undefined,undefined,checks.origin),"session":id("sess"),"session_key":text(),"generation":int(1),"key_id":id("key"),"mode":one("test","live"),"page_may":s0},{"saved_card":one(true)}),
  SiblingMessage: any(obj({"type":one("redeem"),"sibling_token":s1}),obj({"type":one("refused"),"detail":text()}),obj({"type":one("country"),"country":text(2)}),obj({"type":one("brand"),"brand":s7}),obj({"type":one("checked"),"call":int(1),"problem":any(obj({"code":text(),"message":text()}),one(null))}),obj({"type":one("value"),"call":int(1),"sealed":s1}),obj({"type":one("answer"),"sealed":s1}),obj({"type":one("dismiss")})),
  SealedValue: obj({"session_key":text(),"kind":one("card-number","card-exp","card-exp-month","card-exp-year","card-cvc","card-name","card-postal-code","card","address-line1","address-line2","address-city","address-state","address-country","account-name","account-type","routing-number","account-number","challenge"),"call":int(1),"value":text(200)}),
  ErrorAnswer: obj({"type":one("error"),"request_id":text(),"timestamp":time,"code":text(),"detail":text(),"message":text(),"retryable":bool},{"param":text()}),
  RefusalData: obj({"status":int(),"code":text(),"detail":text(),"request_id":text()}),
  "answers:host:hostToken": obj({"type":one("host_token"),"request_id":text(),"timestamp":time,"host_token":text(),"session_key":text(),"payload_key":text(),"session":s14,"location":s2,"server_time":time}),
  "answers:host:resume": obj({"type":one("host_resumed"),"request_id":text(),"timestamp":time,"host_token":text(),"session_key":text(),"payload_key":text(),"session":s14,"location":s2,"server_time":time}),
  "answers:host:location": obj({"type":one("location"),"request_id":text(),"timestamp":time,"status":one(200)}),
  "answers:host:siblingTokens": obj({"type":one("sibling_tokens"),"request_id":text(),"timestamp":time,"tokens":list(obj({"kind":s9,"sibling_token":text()}))}),
  "answers:sibling:connect": obj({"type":one("sibling_session"),"request_id":text(),"timestamp":time,"kind":s9,"session_key":text()}),
  "answers:host:calculateFee": obj({"type":one("fee"),"request_id":text(),"timestamp":time,"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999)}),
  "answers:host:challengeToken": obj({"type":one("challenge"),"request_id":text(),"timestamp":time,"challenge_token":text(),"challenge":text(),"fee_minor":int(0,99999999999),"expires_at":time}),
  "answers:process_payment": s13,
  "answers:tokenize_payment_method": obj({"type":one("payment_method"),"request_id":text(),"timestamp":time,"payment_method":obj({"id":id("pm"),"method":s10})}),
  "answers:complete_action": s13,
  "answers:abandon_action": s13,
  "answers:confirm_payment": s13,
  "answers:cancel_payment": s13,
  "answers:payment_status": obj({"type":one("payment_status"),"request_id":text(),"timestamp":time,"session":s14}),
  "answers:token_refresh": obj({"type":one("token"),"request_id":text(),"timestamp":time,"host_token":text(),"payload_key":text(),"expires_at":time,"server_time":time}),
  "pushes:connection_established": obj({"type":one("connection_established"),"merchant_uid":id("mer"),"session_key":text(),"nonce":text(),"next":one("host:hostToken","host:resume"),"server_time":time}),
  "pushes:payment:updated": obj({"id":id("pay"),"status":s6,"pending_operation":s3,"amount_minor":int(0,99999999999),"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999),"authorized_minor":int(0,99999999999),"captured_minor":int(0,99999999999),"refunded_minor":int(0,99999999999),"currency":s5,"method":s11,"decline_code":s8,"version":int(1)}),
  "pushes:payment:action_required": obj({"id":id("pay"),"version":int(1),"action":s4}),
  "pushes:session:updated": s14,
  "pushes:location:updated": obj({"status":s2}),
  "pushes:token_expiring": obj({"expires_at":time}),
  "pushes:session:closed": obj({"reason":one("new_generation","expired","key_revoked","merchant_disabled","origin_removed","shutting_down")}),
};
