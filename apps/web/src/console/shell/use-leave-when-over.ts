'use client';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import { useEffect } from 'react';
import { leaveConsole } from './leave-console.ts';
import { SIGNED_OUT_CHANNEL } from './signed-out-channel.ts';

/** Leaves for the sign-in page when the session ends, whether the socket says so or another tab. */
export function useLeaveWhenOver(): void {
  const { lastError } = useFieldfareSocket();
  const isOver = lastError?.detail === 'session_ended';
  useEffect(() => {
    if (isOver) leaveConsole('ended');
  }, [isOver]);
  useEffect(() => {
    const channel = new BroadcastChannel(SIGNED_OUT_CHANNEL);
    channel.addEventListener('message', () => leaveConsole('signed_out'));
    return () => channel.close();
  }, []);
}
