declare const brand: unique symbol;

/** `Base`, told apart from every other `Base` by its name; made only where a value is parsed or minted. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
