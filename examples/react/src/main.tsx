import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Checkout } from './checkout.tsx';
import './checkout.css';

const fieldsOrigin = document.querySelector<HTMLMetaElement>('meta[name=fields-origin]')?.content ?? '';
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');

createRoot(root).render(
  <StrictMode>
    <Checkout fieldsOrigin={fieldsOrigin} />
  </StrictMode>,
);
