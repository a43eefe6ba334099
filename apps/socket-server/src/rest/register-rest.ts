import { API_VERSION, FieldfareError } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { shuttingDown } from '../errors/shutting-down.ts';
import type { Live } from '../live.ts';
import { routeCreateApiKey } from './api-keys/create-api-key.ts';
import { routeListApiKeys } from './api-keys/list-api-keys.ts';
import { routeRevokeApiKey } from './api-keys/revoke-api-key.ts';
import { routeRotateApiKey } from './api-keys/rotate-api-key.ts';
import { routeUpdateApiKey } from './api-keys/update-api-key.ts';
import { routeListAudit } from './audit/list-audit.ts';
import { routeBroadcasts } from './broadcasts/route-broadcasts.ts';
import { auditVisits } from './operators/audit-visits.ts';
import { routeListMerchants } from './operators/list-merchants.ts';
import { routeSecondFactorRule } from './team/route-second-factor-rule.ts';
import { routeTeam } from './team/route-team.ts';
import { routeTeamInvitations } from './team/route-team-invitations.ts';
import { routeTeamOffers } from './team/route-team-offers.ts';
import { allowMerchantPage } from './allow-cors.ts';
import { refuseUnknownAddresses } from './answer-errors.ts';
import { authenticate } from './authenticate.ts';
import { worksFor } from './caller.ts';
import { routeMe } from './console/me.ts';
import { routePasswords } from './console/route-passwords.ts';
import { routeRefresh } from './console/refresh.ts';
import { routeSecondFactor } from './console/route-second-factor.ts';
import { routeSignIn } from './console/sign-in.ts';
import { routeSignOut } from './console/sign-out.ts';
import { routeListNotifications } from './notifications/list-notifications.ts';
import { routeReadNotifications } from './notifications/read-notifications.ts';
import { routeListEvents } from './events/list-events.ts';
import { routeRedeliverEvents } from './events/redeliver-events.ts';
import { routeReadCustomers } from './customers/read-customers.ts';
import { routeCustomerAccount } from './customer-accounts/route-customer-account.ts';
import { routeInvitations } from './customer-accounts/route-invitations.ts';
import { routeOwnPaymentMethods } from './own/own-payment-methods.ts';
import { routeOwnPayments } from './own/own-payments.ts';
import { routeWriteCustomer } from './customers/write-customer.ts';
import { routeOpenapi } from './openapi/route-openapi.ts';
import { routePaymentMethods } from './payment-methods/payment-methods.ts';
import { routeCreatePayment } from './payments/create-payment.ts';
import { routeListPayments } from './payments/list-payments.ts';
import { routeOperatePayment } from './payments/operate-payment.ts';
import { routeRetrievePayment } from './payments/retrieve-payment.ts';
import { routeSummarizePayments } from './payments/summarize-payments.ts';
import { routeDecideApproval } from './approvals/decide-approval.ts';
import { routeReadApprovals } from './approvals/read-approvals.ts';
import { routeCompareBooks } from './balance/compare-books.ts';
import { routeBalance } from './balance/balance.ts';
import { routeDisputes } from './disputes/disputes.ts';
import { routeFonts } from './fonts/route-fonts.ts';
import { routeProfile } from './profile/profile.ts';
import { routeCreateRefund } from './refunds/create-refund.ts';
import { routeReadRefunds } from './refunds/read-refunds.ts';
import { routeCreateProcessorAccount } from './processor-accounts/create-account.ts';
import { routeListProcessorAccounts } from './processor-accounts/list-accounts.ts';
import { routeProcessorWebhooks } from './processor-accounts/receive-webhook.ts';
import { routeTestProcessorAccount } from './processor-accounts/test-account.ts';
import { routeUpdateProcessorAccount } from './processor-accounts/update-account.ts';
import { routeCreateSession } from './sessions/create-session.ts';
import { routeExpireSession } from './sessions/expire-session.ts';
import { routeRenewSession } from './sessions/renew-session.ts';
import { routeUpdateSession } from './sessions/update-session.ts';
import { routeRetrieveSession } from './sessions/retrieve-session.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { createRateLimits } from './rate-limits.ts';
import { routeWebhookEndpoints } from './webhook-endpoints/route-webhook-endpoints.ts';
import type { RestApp } from './zod-type-provider.ts';

/** Every route under /v1: first those of the console's own session, then those of a merchant, which ask who calls. */
export async function registerRest(app: RestApp, deps: Deps, live: Live): Promise<void> {
  const rateLimits = createRateLimits(deps);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'Fieldfare-Version': API_VERSION, 'Cache-Control': 'no-store' });
    if (deps.inFlight.isDraining()) {
      void reply.header('Connection', 'close');
      throw shuttingDown();
    }
    await rateLimits.take('ip', request.ip, reply);
    assertVersion(request);
  });
  refuseUnknownAddresses(app, deps);
  routeOpenapi(app, deps);
  routeSignIn(app, deps);
  routeRefresh(app, deps);
  routeSignOut(app, deps, live);
  routeMe(app, deps);
  routePasswords(app, deps, live);
  routeSecondFactor(app, deps, live);
  routeBroadcasts(app, deps);
  routeListMerchants(app, deps);
  routeInvitations(app, deps, live);
  routeTeamOffers(app, deps, live);
  routeOwnPayments(app, deps);
  routeOwnPaymentMethods(app, deps);
  await routeProcessorWebhooks(app, deps);

  await app.register(async (merchant: RestApp) => {
    refuseUnknown(merchant);
    merchant.addHook('onRequest', async (request, reply) => {
      const caller = await authenticate(deps, request);
      await allowMerchantPage(deps, caller, request, reply);
      await rateLimits.take('key', caller.actor.id ?? '', reply);
      if (worksFor(caller)) await rateLimits.take('merchant', caller.merchantId, reply);
      request.caller = caller;
    });
    auditVisits(merchant, deps);
    routeListAudit(merchant, deps);
    routeCreateSession(merchant, deps);
    routeRetrieveSession(merchant, deps);
    routeUpdateSession(merchant, deps, live);
    routeRenewSession(merchant, deps, live);
    routeExpireSession(merchant, deps, live);
    routeCreatePayment(merchant, deps);
    routeListPayments(merchant, deps);
    routeSummarizePayments(merchant, deps);
    routeRetrievePayment(merchant, deps);
    routeOperatePayment(merchant, deps);
    routeProfile(merchant, deps);
    routeFonts(merchant, deps);
    routeReadApprovals(merchant, deps);
    routeDecideApproval(merchant, deps);
    routeBalance(merchant, deps);
    routeCompareBooks(merchant, deps);
    routeDisputes(merchant, deps);
    routeCreateRefund(merchant, deps);
    routeReadRefunds(merchant, deps);
    routeSecondFactorRule(merchant, deps, live);
    routeTeam(merchant, deps, live);
    routeTeamInvitations(merchant, deps);
    routeListNotifications(merchant, deps);
    routeReadNotifications(merchant, deps);
    routeListEvents(merchant, deps);
    routeRedeliverEvents(merchant, deps);
    routeWebhookEndpoints(merchant, deps);
    routeListProcessorAccounts(merchant, deps);
    routeCreateProcessorAccount(merchant, deps);
    routeUpdateProcessorAccount(merchant, deps);
    routeTestProcessorAccount(merchant, deps);
    routeWriteCustomer(merchant, deps);
    routeReadCustomers(merchant, deps);
    routeCustomerAccount(merchant, deps, live);
    routePaymentMethods(merchant, deps);
    routeListApiKeys(merchant, deps);
    routeCreateApiKey(merchant, deps);
    routeUpdateApiKey(merchant, deps);
    routeRotateApiKey(merchant, deps, live);
    routeRevokeApiKey(merchant, deps, live);
  });
}

function assertVersion({ headers }: FastifyRequest): void {
  const asked = headers['fieldfare-version'];
  if (asked === undefined || asked === API_VERSION) return;
  throw new FieldfareError('invalid_request', {
    detail: 'version_unsupported',
    message: `This server speaks Fieldfare-Version ${API_VERSION}. Send that, or leave the header out.`,
  });
}
