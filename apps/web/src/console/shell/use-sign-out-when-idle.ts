'use client';
import { useEffect, useState } from 'react';
import { signOut } from './leave-console.ts';

/** PCI DSS 8.2.8: who is away for a quarter of an hour signs in again. */
const IDLE_MS = 15 * 60_000;
const WARNING_MS = 60_000;
const LOOK_MS = 5_000;
const ACTIVE_AT = 'fieldfare-active-at';
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Signs out, in every tab, when in none of this browser's tabs anything was done for a quarter of an hour. Answers whether that is about to
 * happen: then any key or movement goes on.
 */
export function useSignOutWhenIdle(): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const note = () => {
      if (Date.now() - activeAt() >= LOOK_MS) window.localStorage.setItem(ACTIVE_AT, String(Date.now()));
      setIsNear(false);
    };
    const look = () => {
      const idleMs = Date.now() - activeAt();
      setIsNear(idleMs >= IDLE_MS - WARNING_MS);
      // What could not be reached is asked again at the next look; the session itself ends without our asking.
      if (idleMs >= IDLE_MS) void signOut('ended').catch(() => undefined);
    };
    window.localStorage.setItem(ACTIVE_AT, String(Date.now()));
    const timer = setInterval(look, LOOK_MS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, note, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, note);
    };
  }, []);
  return isNear;
}

function activeAt(): number {
  const noted = Number(window.localStorage.getItem(ACTIVE_AT));
  return Number.isFinite(noted) ? noted : 0;
}
