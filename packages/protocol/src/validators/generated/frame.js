// Generated from the zod schemas by scripts/build-validators.ts. Do not edit.
import { checks } from '../checks.ts';
import { any, bool, int, list, map, obj, one, text } from '../shapes.ts';
const s0 = text(200,/^[^;{}<>\\@]*$/);
const s1 = text(16384,/^[A-Za-z0-9_.-]+$/);
const s2 = text(undefined,/^[A-Za-z0-9_-]{43}$/);
const s3 = text(undefined,/^[A-Za-z0-9_-]{8,64}$/);
const s4 = text(100,undefined,undefined,checks.no_pan);
const s5 = text(200,undefined,undefined,checks.no_pan);
const s6 = obj({"kty":one("EC"),"crv":one("P-256"),"x":s2,"y":s2});
const s7 = obj({"kty":one("EC"),"crv":one("P-256"),"x":s2,"y":s2,"kid":text()});
const s8 = obj({},{"label":text(100),"placeholder":text(100),"disabled":bool,"locale":text(35),"messages":map(text(60),text(300)),"appearance":obj({},{"color":s0,"backgroundColor":s0,"placeholderColor":s0,"invalidColor":s0,"caretColor":s0,"fontFamily":s0,"fontSize":s0,"fontWeight":s0,"letterSpacing":s0,"padding":s0,"colorScheme":one("light","dark")})});
export const validators = {
  "FrameConnect": obj({"type":one("fieldfare:connect"),"frame":s3,"pt_token":any(s1,one(null)),"setup":any(s8,one(null))}),
  "PageMessage": any(obj({"type":one("setup"),"setup":s8}),obj({"type":one("focus")}),obj({"type":one("clear")}),obj({"type":one("host")}),obj({"type":one("sibling"),"frame":s3,"kind":one("card-number","card-exp","card-cvc","card-name","card-postal-code","card","account-name","account-type","routing-number","account-number")}),obj({"type":one("sibling_gone"),"frame":s3}),obj({"type":one("pay"),"call":int(1)},{"billing":obj({},{"name":s4,"email":text(254,/^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/),"line1":s5,"line2":s5,"city":s4,"state":s4,"postal_code":text(16,undefined,undefined,checks.no_pan),"country":text(undefined,/^[A-Z]{2}$/)}),"metadata":map(text(undefined,/^[A-Za-z0-9_.-]{1,40}$/,undefined,checks.no_pan),text(500,undefined,undefined,checks.no_pan),20)}),obj({"type":one("confirm"),"call":int(1)},{"amount_minor":int(0,99999999999)}),obj({"type":one("cancel"),"call":int(1)}),obj({"type":one("abort"),"call":int(1)})),
  "HostMessage": any(obj({"type":one("credentials"),"host_token":s1,"payload_key":s1,"sibling_token":s1,"server_time":text(undefined,/^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/)}),obj({"type":one("brand"),"brand":any(one("visa","mastercard","american-express","discover","diners-club","jcb","unionpay","maestro","elo","mir","hiper","hipercard","verve","unknown"),one(null))}),obj({"type":one("collect"),"call":int(1)})),
  "HostClaims": obj({"iss":text(),"aud":text(),"iat":int(),"exp":int(),"jti":text(),"merchant_uid":text(undefined,/^mer_[0-9a-z]{26}$/),"origin":text(300,undefined,undefined,checks.origin),"session":text(undefined,/^sess_[0-9a-z]{26}$/),"session_key":text(),"generation":int(1),"key_id":text(undefined,/^key_[0-9a-z]{26}$/),"mode":one("test","live"),"page_may":list(one("confirm","cancel")),"cnf":obj({"signing":s6,"sealing":any(obj({"kty":one("OKP"),"crv":one("X25519"),"x":s2}),s6)})}),
  "PayloadKeyClaims": obj({"iss":text(),"iat":int(),"exp":int(),"payload_keys":list(any(obj({"kty":one("OKP"),"crv":one("X25519"),"x":s2,"kid":text()}),s7),1),"token_keys":list(s7,1)}),
  "KeyQuestion": obj({"type":one("ask"),"nonce":text(64),"thumbprint":text(64)}),
  "KeyConfirmation": obj({"type":one("mine"),"nonce":text(64)}),
};
