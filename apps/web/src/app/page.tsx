import { BrandMark, buttonClasses } from '@fieldfare/ui';
import Link from 'next/link';

const POINTS = [
  {
    title: 'Cards stay in the frames',
    text: 'What a shopper types is encrypted in the browser and read in one place only: the vault inside the payment server.',
  },
  {
    title: 'One true outcome',
    text: 'A double click, a reload, a lost answer: each payment is charged once, or is plainly marked unknown until the processor has been asked.',
  },
  {
    title: 'Everybody sees it live',
    text: 'Confirm a payment here and the shop’s page says so at once, without a reload and without polling.',
  },
];

export default function LandingPage() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-4xl content-center gap-10 px-6 py-16">
      <div className="grid gap-4">
        <p className="flex items-center gap-2.5 text-lg font-semibold">
          <BrandMark size={28} />
          Fieldfare
        </p>
        <h1 className="max-w-2xl text-[2.25rem] leading-tight font-semibold tracking-tight text-balance">
          Hosted payment fields that you host yourself
        </h1>
        <p className="max-w-2xl text-lg text-muted">
          Card fields for your own checkout, a payment server that nothing else can see into, and a console that keeps
          up by itself.
        </p>
        <div className="mt-2 flex flex-wrap gap-3">
          <Link href="/console" className={buttonClasses('primary')}>
            Open the console
          </Link>
          <Link href="/docs" prefetch={false} className={buttonClasses('secondary')}>
            Read the docs
          </Link>
        </div>
      </div>
      <ul className="grid gap-6 border-t border-line pt-8 sm:grid-cols-3">
        {POINTS.map((point) => (
          <li key={point.title} className="grid content-start gap-1">
            <h2 className="font-semibold">{point.title}</h2>
            <p className="text-muted">{point.text}</p>
          </li>
        ))}
      </ul>
    </main>
  );
}
