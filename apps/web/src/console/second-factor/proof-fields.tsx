import { TextField } from '@fieldfare/ui';

export interface ProofFieldsProps {
  email: string;
  codeHint: string;
}

/** By what somebody shows that it is they who change their second factor. `proofOf` reads them; React holds neither. */
export function ProofFields({ email, codeHint }: ProofFieldsProps) {
  return (
    <>
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        hint={codeHint}
        required
      />
      <TextField label="Your password" name="password" type="password" autoComplete="current-password" required />
    </>
  );
}

export function proofOf(form: FormData): { current_password: string; code: string } {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { current_password: text('password'), code: text('code').trim() };
}
