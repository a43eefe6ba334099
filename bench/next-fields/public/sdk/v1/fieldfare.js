// The page's half of the fixture: as much of the SDK's interface as the shop's checkout needs to mount five fields.
window.Fieldfare = ({ fieldsOrigin }) => ({
  fields({ session }) {
    const listeners = [];
    const token = session();
    const on = (event, listener) => listeners.push({ event, listener });
    const emit = (event, payload) =>
      listeners.filter((each) => each.event === event).forEach((each) => each.listener(payload));
    return {
      on,
      create: (kind) => createField(fieldsOrigin, kind, token, emit),
      pay: () => Promise.reject(new Error('this fixture takes no payments')),
      watch() {},
    };
  },
});

function createField(fieldsOrigin, kind, token, emit) {
  return {
    on() {},
    mount(container) {
      const frame = crypto.randomUUID();
      const element = document.createElement('iframe');
      element.title = kind;
      Object.assign(element.style, { display: 'block', width: '100%', height: '100%', border: '0' });
      addEventListener('message', ({ source, origin, data }) => {
        const isOurs = source === element.contentWindow && origin === fieldsOrigin;
        if (isOurs && data.type === 'boot' && data.frame === frame) void connect(element.contentWindow);
      });
      container.append(element);
      element.src = `${fieldsOrigin}/fields/${kind}?origin=${encodeURIComponent(location.origin)}#frame=${frame}`;

      async function connect(target) {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', ({ data }) => {
          if (data.type !== 'ready') return;
          container.toggleAttribute('data-ff-ready', true);
          emit('ready', { kind });
        });
        port1.start();
        const ptToken = kind === 'card-number' ? await token : null;
        const told = { pt_token: ptToken, payments_origin: ptToken && paymentsOrigin(ptToken) };
        target.postMessage({ type: 'connect', frame, ...told }, fieldsOrigin, [port2]);
      }
    },
  };
}

// The issuer of the token is the payment server.
function paymentsOrigin(token) {
  return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).iss;
}
