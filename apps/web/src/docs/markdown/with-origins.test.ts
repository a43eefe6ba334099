import { expect, it } from 'vitest';
import { withOrigins } from './with-origins.ts';

it('writes the installation’s own addresses, the socket’s too, and leaves others alone', () => {
  const origins = {
    webOrigin: 'https://web.example',
    fieldsOrigin: 'https://fields.example',
    paymentsOrigin: 'https://pay.example',
    shopOrigin: 'https://shop.example',
  };
  const page =
    'http://localhost:3000/console http://127.0.0.1:3000/sdk http://localhost:3001/v1 ws://localhost:3001/ws http://localhost:3002/checkout http://localhost:4242';
  expect(withOrigins(page, origins)).toBe(
    'https://web.example/console https://fields.example/sdk https://pay.example/v1 wss://pay.example/ws https://shop.example/checkout http://localhost:4242',
  );
});
