import type { OperationDescriptions } from './operation-description.ts';

/** What people do by themselves: the console, the team, shoppers' accounts, those who run the installation. */
export const PEOPLE_DESCRIPTIONS: OperationDescriptions = {
  'POST /v1/console/sign_in': {
    text: 'Answers a token that lives for five minutes, and a refresh token; where the account has a second factor a `challenge` instead, with which its code is sent within five minutes. A wrong password and an unknown address are answered alike. After ten failures the account waits.',
  },
  'POST /v1/console/sign_in/second_factor': {
    text: 'With the `challenge` of the sign-in, and the six digits that the person’s app shows or a recovery code. A code serves once. Five wrong ones end the challenge, and each counts like a wrong password.',
  },
  'GET /v1/console/second_factor': {
    text: 'Since when signing in asks for a code, how many recovery codes are left, and which merchants of the person ask for a second factor.',
  },
  'POST /v1/console/second_factor/set_up': {
    text: 'Answers a secret for an authenticator app (RFC 6238), this once. Nothing asks for a code before one was confirmed; beginning again makes another secret.',
  },
  'POST /v1/console/second_factor/confirm': {
    text: 'Needs the password and a code of the app. From now on signing in asks for one. Answers ten recovery codes, this once. Every other session of the person ends.',
  },
  'POST /v1/console/second_factor/recovery_codes': {
    text: 'Needs the password and a code. Ten new ones, shown this once, in the place of those that are left.',
  },
  'POST /v1/console/second_factor/turn_off': {
    text: 'Needs the password and a code. From now on the password alone signs in; where a merchant asks for a second factor the person has no rights until there is another.',
  },
  'POST /v1/console/refresh': {
    text: 'Ask before the token ends. A session ends fifteen minutes after its last use, and once it was signed out or its person’s password was changed.',
  },
  'POST /v1/console/sign_out': { text: 'The session and its open sockets end at once, on every server.' },
  'GET /v1/console/me': {
    text: 'Name, role, and the merchants that the person works for, as they are now and whatever the token says.',
  },
  'POST /v1/console/password': {
    text: 'Needs the present password. Every other session of the person ends.',
  },
  'POST /v1/console/one_time_password': {
    text: 'For an account that was given a password by somebody else: it opens nothing until its person has chosen one.',
  },
  'GET /v1/console/broadcasts': {
    text: 'What those who run the installation tell everybody, such as a maintenance window.',
  },
  'POST /v1/console/broadcasts': {
    text: 'For those who run the installation (role ADMIN). Shown in every open console at once, until `ends_at`: a day unless told, a week at the most.',
  },
  'POST /v1/console/broadcasts/{id}/end': {
    text: 'For those who run the installation (role ADMIN). It disappears from every console. Ending it again changes nothing.',
  },
  'GET /v1/merchants': {
    text: 'For those who run the installation (role ADMIN): every merchant, or those whose name has words that begin with `search`.',
  },
  'POST /v1/console/invitations/look_up': {
    text: 'What stands in the address that a shop sent its customer. Answers for whom it is, and nothing once it was taken up.',
  },
  'POST /v1/console/invitations/accept': {
    text: 'Makes the account, or asks for the password of the one that the e-mail has at this merchant, and links the customer to it. Works once.',
  },
  'POST /v1/console/team_invitations/look_up': {
    text: 'Which team an invitation is to, as which role, and until when.',
  },
  'POST /v1/console/team_invitations/accept': {
    text: 'Makes the account, or asks for the password of the one that there is. Works once; void once whoever made it lost their role.',
  },
  'GET /v1/own/payments': {
    permission: 'own_payments:read',
    text: 'For shoppers who signed in: what they paid at the shop, as a receipt says it.',
  },
  'GET /v1/own/payments/{id}': {
    permission: 'own_payments:read',
    text: 'Somebody else’s answers exactly like one that does not exist.',
  },
  'GET /v1/own/payment_methods': {
    permission: 'own_payment_methods:read',
    text: 'Cards and accounts that the shop has saved for the shopper.',
  },
  'GET /v1/own/payment_methods/{id}': {
    permission: 'own_payment_methods:read',
    text: 'Brand, last four digits and expiry. Somebody else’s answers like one that does not exist.',
  },
  'POST /v1/own/payment_methods/{id}/revoke': {
    permission: 'own_payment_methods:revoke',
    text: 'The shop can charge it no more. Cannot be taken back.',
  },
  'GET /v1/audit_log': {
    permission: 'audit:read',
    text: 'Every change with who made it, in which request. Filter by a whole action (`team.add`) or a family (`operator.*`), by what it was done to, by who did it, by time. In test and live mode alike.',
  },
  'GET /v1/team': { permission: 'team:read', text: 'Everybody with a role at the merchant.' },
  'GET /v1/team/second_factor': {
    permission: 'team:read',
    text: 'Whether everybody who works for the merchant needs one.',
  },
  'POST /v1/team/second_factor': {
    permission: 'team:write',
    text: 'Where it is required, members without one may do nothing, within a second, but set one up.',
  },
  'POST /v1/team': {
    permission: 'team:write',
    text: 'Answers an address that lets whoever has it join as that role: send it to them alone. It is shown this once and ends after a week. Only owners invite owners.',
  },
  'POST /v1/team/{id}': {
    permission: 'team:write',
    text: 'Holds within a second, on open sockets too. Nobody changes their own, only owners make or change owners, and the last owner stays.',
  },
  'POST /v1/team/{id}/remove': {
    permission: 'team:write',
    text: 'They see nothing of the merchant any more within a second, and invitations that they made are void.',
  },
  'GET /v1/team/invitations': {
    permission: 'team:read',
    text: 'Invitations that nobody has taken up yet. Their addresses are not shown again.',
  },
  'POST /v1/team/invitations/{id}/revoke': {
    permission: 'team:write',
    text: 'The address opens nothing any more.',
  },
  'GET /v1/notifications': {
    permission: 'notifications:read',
    text: 'What a person at the merchant should know, such as an endpoint that was disabled. Kept for a year.',
  },
  'POST /v1/notifications/read': {
    permission: 'notifications:read',
    text: 'Marks them as read for this person alone: those that are named, or all.',
  },
};
