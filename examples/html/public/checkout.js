const form = document.querySelector('#checkout');
const button = document.querySelector('#pay');
const outcome = document.querySelector('#outcome');

const fields = window.Fieldfare().fields({
  session: async () => {
    const answer = await fetch('/session', { method: 'POST' });
    if (!answer.ok) throw new Error('The shop could not make a session. Nothing was charged.');
    return (await answer.json()).pt_token;
  },
});

for (const [kind, id] of [
  ['card-number', 'number'],
  ['card-exp', 'expiry'],
  ['card-cvc', 'code'],
]) {
  const box = document.querySelector(`#${id}`);
  const field = fields.create(kind);
  // Assistive technology hears it from the field itself.
  field.on('change', ({ error }) => {
    box.nextElementSibling.textContent = error?.message ?? '';
  });
  field.mount(box);
}

// Also after the page paid: when you confirm it, this page says so.
fields.on('status', ({ status }) => {
  if (status === 'declined' || status === 'processing' || status === 'requires_action') return;
  outcome.textContent = `Payment ${status}`;
  if (form.hidden) return;
  // What has the focus goes with the form; whoever has no mouse goes on from the outcome.
  form.hidden = true;
  outcome.focus();
});
fields.on('error', ({ message }) => {
  outcome.textContent = message;
});

// Enter in a field submits its form, too.
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void pay();
});

async function pay() {
  // Not `disabled`, which would take the focus away. Pressed again, it gets the answer of the payment that is under way.
  button.ariaDisabled = 'true';
  outcome.textContent = '';
  const { status, error } = await fields.pay();
  button.ariaDisabled = 'false';
  // What may have been charged is not to be paid again: the status event says what became of it.
  if (status === 'unknown') outcome.textContent = 'We are waiting for your bank. Please do not pay again.';
  else if (error && status !== 'invalid') outcome.textContent = error.message;
}
