/** `over` laid on `base`, prop by prop: a prop that is not given (or undefined, as other jsii languages send it) keeps the base's. */
export function overlay<T extends object>(base: T | undefined, over: T | undefined): T {
  const given = Object.fromEntries(Object.entries(over ?? {}).filter(([, value]) => value !== undefined));
  return { ...base, ...given } as T;
}
