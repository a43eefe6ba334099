/** A compiled validator: true only for what the zod schema of the same name accepts. */
export type Is<T> = (value: unknown) => value is T;
