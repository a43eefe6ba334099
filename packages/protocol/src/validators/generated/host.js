// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
import { checks } from '../checks.ts';
import { any, bool, int, list, obj, one, text } from '../shapes.ts';
const s0 = list(one("confirm","cancel"));
const s1 = text(16384,/^[A-Za-z0-9_.-]+$/);
const s2 = text(undefined,/^pm_[0-9a-z]{26}$/);
const s3 = text(undefined,/^mer_[0-9a-z]{26}$/);
const s4 = text(undefined,/^pay_[0-9a-z]{26}$/);
const s5 = text(undefined,/^sess_[0-9a-z]{26}$/);
const s6 = one("allowed","required","not_allowed","unknown");
const s7 = any(obj({"type":one("capture","void","refund"),"state":one("in_flight","unknown")}),one(null));
const s8 = one("USD","EUR","GBP","CAD","AUD","NZD","CHF","SEK","NOK","DKK","PLN","CZK","MXN","BRL","SGD","HKD","INR","ZAR","JPY","KRW","CLP","KWD","BHD","TND");
const s9 = one("processing","requires_action","authorized","captured","canceled","declined","expired","failed","pending","unknown","partially_refunded","refunded");
const s10 = any(one("visa","mastercard","american-express","discover","diners-club","jcb","unionpay","maestro","elo","mir","hiper","hipercard","verve","cartes-bancaires","unknown"),one(null));
const s11 = any(one("card_declined","insufficient_funds","expired_card","incorrect_cvc","incorrect_zip","processing_error","not_permitted","authentication_failed","amount_limit","suspected_fraud"),one(null));
const s12 = one("card-number","card-exp","card-exp-month","card-exp-year","card-cvc","card-name","card-postal-code","card","address-line1","address-line2","address-city","address-state","address-country","account-name","account-type","routing-number","account-number");
const s13 = text(undefined,/^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/);
const s14 = obj({"type":one("card","ach"),"brand":s10,"last4":text(undefined,/^\d{4}$/),"exp_month":any(int(1,12),one(null)),"exp_year":any(int(2000,2100),one(null)),"bank_name":any(text(120),one(null))});
const s15 = any(s14,one(null));
const s16 = obj({"id":text(undefined,/^act_[0-9a-z]{26}$/),"type":one("challenge"),"form":obj({"type":one("code"),"digits":int(4,8)}),"tries_left":int(1,10),"expires_at":s13});
const s17 = obj({"id":s4,"status":s9,"pending_operation":s7,"amount_minor":int(0,99999999999),"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999),"authorized_minor":int(0,99999999999),"captured_minor":int(0,99999999999),"refunded_minor":int(0,99999999999),"currency":s8,"method":s15,"decline_code":s11,"version":int(1),"payment_token":text(),"record_number":text(),"action":any(s16,one(null))});
const s18 = obj({"type":one("payment_result"),"request_id":text(),"timestamp":s13,"payment":s17});
const s19 = obj({"id":s5,"status":one("open","processing","completed","expired","canceled"),"revision":int(1),"kind":one("payment","setup"),"merchant_uid":s3,"merchant_name":text(),"amount_minor":int(0,99999999999),"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999),"currency":s8,"methods":list(one("card","ach")),"page_may":s0,"saved_method":any(obj({"id":s2,"method":s14,"code":one("required","optional")}),one(null)),"payment":any(s17,one(null)),"expires_at":s13});
export const validators = {
  "PtClaims": obj({"iss":text(),"aud":text(),"iat":int(),"exp":int(),"jti":text(),"merchant_uid":s3,"origin":text(300,undefined,undefined,checks.origin),"session":s5,"session_key":text(),"generation":int(1),"key_id":text(undefined,/^key_[0-9a-z]{26}$/),"mode":one("test","live"),"page_may":s0},{"saved_card":one(true)}),
  "SiblingMessage": any(obj({"type":one("redeem"),"sibling_token":s1}),obj({"type":one("refused"),"detail":text()}),obj({"type":one("country"),"country":text(2)}),obj({"type":one("brand"),"brand":s10}),obj({"type":one("checked"),"call":int(1),"problem":any(obj({"code":text(),"message":text()}),one(null))}),obj({"type":one("value"),"call":int(1),"sealed":s1}),obj({"type":one("answer"),"sealed":s1}),obj({"type":one("dismiss")})),
  "SealedValue": obj({"session_key":text(),"kind":one("card-number","card-exp","card-exp-month","card-exp-year","card-cvc","card-name","card-postal-code","card","address-line1","address-line2","address-city","address-state","address-country","account-name","account-type","routing-number","account-number","challenge"),"call":int(1),"value":text(200)}),
  "ErrorAnswer": obj({"type":one("error"),"request_id":text(),"timestamp":s13,"code":text(),"detail":text(),"message":text(),"retryable":bool},{"param":text()}),
  "RefusalData": obj({"status":int(),"code":text(),"detail":text(),"request_id":text()}),
  "answers:host:hostToken": obj({"type":one("host_token"),"request_id":text(),"timestamp":s13,"host_token":text(),"session_key":text(),"payload_key":text(),"session":s19,"location":s6,"server_time":s13}),
  "answers:host:resume": obj({"type":one("host_resumed"),"request_id":text(),"timestamp":s13,"host_token":text(),"session_key":text(),"payload_key":text(),"session":s19,"location":s6,"server_time":s13}),
  "answers:host:location": obj({"type":one("location"),"request_id":text(),"timestamp":s13,"status":one(200)}),
  "answers:host:siblingTokens": obj({"type":one("sibling_tokens"),"request_id":text(),"timestamp":s13,"tokens":list(obj({"kind":s12,"sibling_token":text()}))}),
  "answers:sibling:connect": obj({"type":one("sibling_session"),"request_id":text(),"timestamp":s13,"kind":s12,"session_key":text()}),
  "answers:host:calculateFee": obj({"type":one("fee"),"request_id":text(),"timestamp":s13,"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999)}),
  "answers:host:challengeToken": obj({"type":one("challenge"),"request_id":text(),"timestamp":s13,"challenge_token":text(),"challenge":text(),"fee_minor":int(0,99999999999),"expires_at":s13}),
  "answers:process_payment": s18,
  "answers:tokenize_payment_method": obj({"type":one("payment_method"),"request_id":text(),"timestamp":s13,"payment_method":obj({"id":s2,"method":s14})}),
  "answers:complete_action": s18,
  "answers:abandon_action": s18,
  "answers:confirm_payment": s18,
  "answers:cancel_payment": s18,
  "answers:payment_status": obj({"type":one("payment_status"),"request_id":text(),"timestamp":s13,"session":s19}),
  "answers:token_refresh": obj({"type":one("token"),"request_id":text(),"timestamp":s13,"host_token":text(),"payload_key":text(),"expires_at":s13,"server_time":s13}),
  "pushes:connection_established": obj({"type":one("connection_established"),"merchant_uid":s3,"session_key":text(),"nonce":text(),"next":one("host:hostToken","host:resume"),"server_time":s13}),
  "pushes:payment:updated": obj({"id":s4,"status":s9,"pending_operation":s7,"amount_minor":int(0,99999999999),"fee_minor":int(0,99999999999),"total_minor":int(0,99999999999),"authorized_minor":int(0,99999999999),"captured_minor":int(0,99999999999),"refunded_minor":int(0,99999999999),"currency":s8,"method":s15,"decline_code":s11,"version":int(1)}),
  "pushes:payment:action_required": obj({"id":s4,"version":int(1),"action":s16}),
  "pushes:session:updated": s19,
  "pushes:location:updated": obj({"status":s6}),
  "pushes:token_expiring": obj({"expires_at":s13}),
  "pushes:session:closed": obj({"reason":one("new_generation","expired","key_revoked","merchant_disabled","origin_removed","shutting_down")}),
};
