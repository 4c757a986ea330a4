/** Functions that colour text for a terminal, or return it unchanged. */
export type Colors = Readonly<
  Record<'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow', (text: string) => string>
> & { readonly isColorSupported: boolean };
