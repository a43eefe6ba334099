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
  form.hidden = true;
  outcome.textContent = `Payment ${status}`;
});
fields.on('error', ({ message }) => {
  outcome.textContent = message;
});
fields.on('submit', () => form.requestSubmit());

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void pay();
});

async function pay() {
  button.disabled = true;
  outcome.textContent = '';
  const { status, error } = await fields.pay();
  button.disabled = false;
  // What may have been charged is not to be paid again: the status event says what became of it.
  if (status === 'unknown') outcome.textContent = 'We are waiting for your bank. Please do not pay again.';
  else if (error && status !== 'invalid') outcome.textContent = error.message;
}
