import { TextField } from '@fieldfare/ui';

const HINT = 'At least 12 characters, among them a letter and a digit; none of your last four.';

/** The next password, typed twice because it is not shown. `nextPassword` reads them. */
export function NewPasswordFields() {
  return (
    <>
      <TextField
        label="New password"
        name="new_password"
        type="password"
        autoComplete="new-password"
        hint={HINT}
        required
      />
      <TextField label="New password, again" name="again" type="password" autoComplete="new-password" required />
    </>
  );
}

/** What was typed, or why it cannot be it; whether it is good enough the server says. */
export function nextPassword(form: FormData): { password: string } | { problem: string } {
  const [password, again] = [form.get('new_password'), form.get('again')];
  if (typeof password !== 'string' || password === '') return { problem: 'Type the new password.' };
  return password === again ? { password } : { problem: 'The two new passwords differ. Type them again.' };
}
