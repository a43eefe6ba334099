// The merchant's side of hosted fields: mount them, pay, and show the one true outcome.
const checkout = JSON.parse(document.querySelector('#checkout').textContent);
const outcome = document.querySelector('#outcome');
const form = document.querySelector('#payment');
const button = document.querySelector('#pay');
const again = document.querySelector('#again');
const payLabel = button?.textContent;

const SENTENCES = {
  processing: ['Payment processing', 'We are waiting for the bank. You can leave this page open.'],
  requires_action: ['Payment requires action', 'Your bank wants to hear from you before it lets this payment through.'],
  authorized: ['Payment authorized', 'Thank you! We charge your card when your notebooks leave the workshop.'],
  captured: ['Payment captured', 'Thank you! Your notebooks are on their way.'],
  pending: ['Payment pending', 'The bank has it. This takes a few days; we will write to you.'],
  canceled: ['Payment canceled', 'Nothing will be charged.'],
  expired: ['Payment expired', 'The authorization ran out. Nothing was charged.'],
  failed: ['Payment failed', 'The bank returned the payment.'],
  declined: ['Payment declined', 'Nothing was charged.'],
  unknown: [
    'Payment unknown',
    'The bank has not told us whether it charged your card. Please do not pay again: we are finding out, and this page will say.',
  ],
  partially_refunded: ['Payment partially refunded', 'A part of your money is on its way back.'],
  refunded: ['Payment refunded', 'Your money is on its way back.'],
};

let token = checkout.ptToken;
let method = 'card';
let isPaying = false;
let polling = null;

// The first token came with the page. A later one is asked for: the connection may have to be opened again.
async function nextToken() {
  if (token !== null) {
    const first = token;
    token = null;
    return first;
  }
  const response = await fetch('/checkout/token', { method: 'POST' });
  // The session is busy or over: the page that the shop's server makes now knows which.
  if (response.status === 409) location.reload();
  if (!response.ok) throw new Error(`the shop answered ${response.status}`);
  return (await response.json()).pt_token;
}

const fields = window.Fieldfare({ fieldsOrigin: checkout.fieldsOrigin }).fields({ session: nextToken });

fields.on('status', (payment) => {
  // While the bank asks, the form stays: should its cardholder give up, another card can be tried.
  if (payment.status === 'requires_action' && isPaying) return;
  // A decline is told by pay(), with what the shopper can do about it.
  if (payment.status !== 'declined' && payment.status !== 'processing') showPayment(payment.status);
});
fields.on('connection', ({ state, detail }) => {
  if (state === 'closed' && detail === 'new_generation') showElsewhere();
  document.documentElement.toggleAttribute('data-offline', state === 'reconnecting');
});
// The law wants the owner of a bank account to have read what is agreed to.
fields.on('mandate', ({ text }) => {
  if (form !== null) form.querySelector('#mandate').textContent = text;
});
fields.on('error', (error) => {
  if (error.detail !== 'new_generation' && form !== null && !form.hidden)
    say('error', 'Something is in the way', error.message);
});

switch (checkout.state.step) {
  case 'pay':
    startPaying();
    break;
  case 'processing':
    say('processing', ...SENTENCES.processing);
    poll();
    break;
  case 'done':
    showPayment(checkout.state.status);
    if (checkout.ptToken === null) poll();
    else fields.watch();
    break;
  default:
    say('over', 'This order has ended', 'Its time ran out before it was paid. Nothing was charged.');
}

function startPaying() {
  showMethod('card');
  for (const choice of form.querySelectorAll('input[name=method]'))
    choice.addEventListener('change', () => showMethod(choice.value));
  // Enter in a field submits its form, too.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void pay();
  });
  // Fields that came after all have nothing in their way any more.
  fields.on('ready', () => {
    if (outcome.dataset.kind === 'error' && !isPaying) clear();
  });
  fields.on('session', ({ total_minor, currency }) => {
    if (!isPaying)
      button.textContent = `Pay ${new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(total_minor / 100)}`;
  });
  const { lastDecline } = checkout.state;
  if (lastDecline !== null) say('declined', ...SENTENCES.declined);
}

// Both methods' fields share one session and one connection. A method's are loaded when somebody first looks at them.
function showMethod(chosen) {
  method = chosen;
  for (const section of form.querySelectorAll('section[data-method]'))
    section.hidden = section.dataset.method !== chosen;
  for (const box of form.querySelectorAll(`section[data-method=${chosen}] .box:empty`)) mountField(box);
}

function mountField(box) {
  const field = fields.create(box.dataset.kind);
  const problem = box.parentElement.querySelector('.problem');
  field.on('change', ({ error }) => {
    problem.textContent = error?.message ?? '';
  });
  field.mount(box);
}

// However often it is called, one payment: the second click finds the first still running.
async function pay() {
  if (isPaying) return;
  busy(true);
  clear();
  const { status, error } = await fields.pay({ method });
  busy(false);
  if (status === 'invalid') return;
  if (status === 'error') return say('error', 'Not paid', error.message);
  if (status === 'declined') return say('declined', 'Payment declined', error.message);
  showPayment(status);
  // Where even the connection is gone, the shop's server still knows.
  if (status === 'unknown' || status === 'processing') poll();
}

function busy(isBusy) {
  isPaying = isBusy;
  button.setAttribute('aria-disabled', String(isBusy));
  button.textContent = isBusy ? 'Processing…' : payLabel;
}

function showPayment(status) {
  again.hidden = status === 'unknown' || status === 'processing';
  say(status, ...(SENTENCES[status] ?? [`Payment ${status}`, '']));
  hideForm();
}

// What has the focus goes with the form; whoever has no mouse goes on from the outcome.
function hideForm() {
  if (form === null || form.hidden) return;
  const hadFocus = form.contains(document.activeElement);
  form.hidden = true;
  if (hadFocus) outcome.focus();
}

// One session, one open page: the newest has it. An order that is decided can still be followed here.
function showElsewhere() {
  if (form === null || form.hidden) return poll();
  say('elsewhere', 'This checkout is open in another tab', 'Finish there, or ');
  const here = document.createElement('button');
  here.className = 'link';
  here.textContent = 'continue here';
  here.addEventListener('click', () => location.reload());
  outcome.lastElementChild.append(here, '.');
  hideForm();
}

function poll() {
  if (polling !== null) return;
  polling = setInterval(() => void look(), 1500);
}

async function look() {
  if (document.hidden) return;
  const response = await fetch('/checkout/state').catch(() => null);
  if (response === null || !response.ok) return;
  const state = await response.json();
  if (state.step === 'done') showPayment(state.status);
  // Decided while this page waited: it opens the connection, or the form, that belongs to the outcome.
  if (checkout.state.step === 'processing' && state.step !== 'processing') location.reload();
}

function say(kind, title, sentence) {
  const strong = document.createElement('strong');
  strong.textContent = title;
  const text = document.createElement('p');
  text.textContent = sentence;
  outcome.dataset.kind = kind;
  if (outcome.textContent !== title + sentence) outcome.replaceChildren(strong, text);
}

function clear() {
  delete outcome.dataset.kind;
  outcome.replaceChildren();
}
